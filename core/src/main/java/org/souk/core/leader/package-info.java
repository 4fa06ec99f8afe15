/**
 * The one that plans, and the way to it. {@link org.souk.core.leader.Leader} is what parts that serve requests ask and tell
 * it, {@link org.souk.core.leader.SessionLeader} what parts that hold nodes' sessions do; both are in the same process
 * today. {@link org.souk.core.leader.Turns} is all that its two threads do.
 */
package org.souk.core.leader;
