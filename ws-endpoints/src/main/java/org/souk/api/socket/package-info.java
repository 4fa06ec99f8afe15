/** What both WebSockets share: ordered, bounded, asynchronous sending, and how a session is closed. */
package org.souk.api.socket;
