package org.souk.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DemoTaskTest {
    @Test
    void everyTaskWritesAFileOfItsOwn() {
        assertThat(DemoTask.all()).hasSize(9).extracting(DemoTask::output).doesNotHaveDuplicates();
    }

    @Test
    void inputAndOutputComeFirst() {
        assertThat(DemoTask.all().get(2).arguments())
                .containsExactly("/nab-aws-6.csv.gz", "/load-rds_cc0c53.png", "--node", "rds_cc0c53");
    }
}
