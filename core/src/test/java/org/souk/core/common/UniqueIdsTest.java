package org.souk.core.common;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.souk.core.testing.ManualClock;
import org.souk.core.testing.TaskFixture;

class UniqueIdsTest {
    @Property(tries = 200)
    void idsOnlyGrowEvenWhenTheClockJumpsBack(@ForAll List<@IntRange(min = -5000, max = 5000) Integer> jumps) {
        ManualClock clock = new ManualClock(TaskFixture.NOON);
        UniqueIds ids = new UniqueIds(clock);
        List<String> made = new ArrayList<>(List.of(ids.next()));
        for (int jump : jumps) {
            clock.advance(Duration.ofMillis(jump));
            made.add(ids.next());
            made.add(ids.next());
        }

        assertThat(made).isSorted().doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-hjkmnp-tv-z]{26}"));
    }
}
