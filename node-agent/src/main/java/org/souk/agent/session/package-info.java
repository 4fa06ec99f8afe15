/** The conversation with the market over a WebSocket, begun anew whenever it breaks. */
package org.souk.agent.session;
