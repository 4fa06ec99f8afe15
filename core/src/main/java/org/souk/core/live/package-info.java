/**
 * The live state: nodes with their sessions and loads, the queue, who holds which attempt until when, and what room is kept.
 * {@link org.souk.core.live.LiveState} is one lock over these, {@link org.souk.core.live.Follower} lets it follow the
 * database. It may be lost at any time: it is built again from what is stored and from what the agents say.
 */
package org.souk.core.live;
