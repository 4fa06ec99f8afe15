/**
 * What agent and market say to each other over the WebSocket {@code /api/ws/node}: one JSON object a text frame, told
 * apart by its {@code type}.
 *
 * <p>The agent begins with {@code hello}, the market answers {@code welcome}; before that nothing else is taken. Every
 * message may be repeated without harm.
 */
package org.souk.protocol.node;
