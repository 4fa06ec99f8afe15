/**
 * The use cases of agents: what they say over their sessions. What cannot be true is noticed here; all else goes to the
 * {@link org.souk.core.leader.SessionLeader}.
 */
package org.souk.core.sessions;
