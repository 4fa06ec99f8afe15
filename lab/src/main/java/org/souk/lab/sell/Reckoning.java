package org.souk.lab.sell;

import org.souk.core.forecast.OwnerLoad;

/** What the market believes about machines' own loads. */
interface Reckoning {
    /**
     * At the beginning of a step, when only the steps before it are known.
     *
     * @return {@link OwnerLoad#UNKNOWN} when nothing is known of the node at present, so that nothing is sold there
     */
    OwnerLoad of(String node, long step);
}
