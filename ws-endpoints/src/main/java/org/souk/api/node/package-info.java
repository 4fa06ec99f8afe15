/**
 * The agents' WebSocket {@code /api/ws/node}: the order of frames, what they mean, and the way back to the agent.
 *
 * <p>{@code NodeConversation} holds the rules and knows no WebSocket; {@code NodeEndpoint} only connects the two.
 */
package org.souk.api.node;
