package org.souk.web.console;

import java.util.List;

/**
 * The nodes of a pool as the console shows them.
 *
 * @param name of the pool; empty for the nodes that are in none
 * @param totals what its selling nodes have together; empty for those in none
 * @param summary one line on how many there are
 */
public record PoolGroup(String name, String summary, List<Bar> totals, List<NodeCard> cards) {
    public String title() {
        return name.isEmpty() ? "No pool" : "Pool " + name;
    }
}
