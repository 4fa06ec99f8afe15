package org.souk.ejb.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Argon2SecretHasherTest {
    private final Argon2SecretHasher hasher = new Argon2SecretHasher();

    @Test
    void aSecretMatchesItsHashAndNoOther() {
        String hash = hasher.hash("open sesame");
        assertThat(hash).startsWith("$argon2id$").doesNotContain("open sesame");
        assertThat(hasher.matches("open sesame", hash)).isTrue();
        assertThat(hasher.matches("open sesam", hash)).isFalse();
    }

    @Test
    void theSameSecretHasAnotherHashEachTime() {
        assertThat(hasher.hash("open sesame")).isNotEqualTo(hasher.hash("open sesame"));
    }
}
