package org.souk.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarketAddressTest {
    @Test
    void webSocketIsDerivedFromTheServer() {
        assertThat(MarketAddress.of("http://127.0.0.1:8080", null).webSocket("/api/ws/node"))
                .hasToString("ws://127.0.0.1:9001/api/ws/node");
        assertThat(MarketAddress.of("https://market.example/", null).webSocket("/x"))
                .hasToString("wss://market.example:9001/x");
    }

    @Test
    void webSocketCanBeElsewhere() {
        assertThat(MarketAddress.of("http://a:1", "wss://b:2").webSocket("/x")).hasToString("wss://b:2/x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "127.0.0.1:8080", "ftp://a", "http://", "http://a?b", "ht tp://a"})
    void otherTextIsRefusedWithAnExample(String server) {
        assertThatThrownBy(() -> MarketAddress.of(server, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("server must be a URL such as");
    }
}
