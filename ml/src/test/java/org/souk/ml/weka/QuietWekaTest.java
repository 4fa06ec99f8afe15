package org.souk.ml.weka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.souk.core.forecast.LoadKind;
import org.souk.ml.Loads;
import org.souk.ml.expert.TrainingSet;
import weka.core.WekaPackageManager;

class QuietWekaTest {
    @Test
    void wekaCallsNobodyAndLeavesTheHomeFolderAlone() throws Exception {
        TrainingSet set =
                TrainingSet.draw(Loads.fleet(1, 500), LoadKind.CPU, 0, Long.MAX_VALUE, 300, new SplittableRandom(1));
        Regressor.LINEAR_REGRESSION.train(set);
        assertThat(WekaPackageManager.m_offline).isTrue();
        assertThat(WekaPackageManager.WEKA_HOME).isNotEqualTo(new File(System.getProperty("user.home"), "wekafiles"));
        // The linear algebra is that of the class path; nothing was injected into a loader above.
        assertThat(Class.forName("com.github.fommil.netlib.ARPACK").getClassLoader())
                .isSameAs(getClass().getClassLoader());
    }
}
