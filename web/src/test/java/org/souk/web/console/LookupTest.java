package org.souk.web.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.souk.core.common.Conflict;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NotFound;

class LookupTest {
    @Test
    void whatIsThereIsShown() {
        assertThat(Lookup.of(() -> "task")).contains("task");
    }

    @Test
    void whatIsNotThereOrCannotBeIsLeftOut() {
        assertThat(Lookup.of(() -> {
                    throw new NotFound("task", "x");
                }))
                .isEmpty();
        assertThat(Lookup.of(() -> {
                    throw new InvalidRequest("task", "is no id");
                }))
                .isEmpty();
    }

    @Test
    void allElseIsNotHidden() {
        assertThatThrownBy(() -> Lookup.of(() -> {
                    throw new Conflict("used before");
                }))
                .isInstanceOf(Conflict.class);
    }
}
