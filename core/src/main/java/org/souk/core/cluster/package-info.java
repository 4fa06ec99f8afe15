/**
 * The live state of the market in memory: who is connected, what waits, which attempt is leased to whom.
 *
 * <p>It can be rebuilt from the stores at any time; nothing that matters lives only here.
 */
package org.souk.core.cluster;
