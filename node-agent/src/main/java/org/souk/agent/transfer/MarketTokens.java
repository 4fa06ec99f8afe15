package org.souk.agent.transfer;

import java.io.IOException;
import org.souk.client.MarketClient;

/** Access tokens for the market's bridge. They are never shown to another node. */
public interface MarketTokens {
    /** One that is good for some time yet. */
    String current() throws IOException, InterruptedException;

    /** Says that the market did not take this token. */
    void refused(String token);

    /** Those that a client of the market uses. */
    static MarketTokens of(MarketClient market) {
        return new MarketTokens() {
            @Override
            public String current() throws IOException, InterruptedException {
                return market.token();
            }

            @Override
            public void refused(String token) {
                market.tokenRefused(token);
            }
        };
    }
}
