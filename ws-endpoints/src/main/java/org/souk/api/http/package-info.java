/** What every HTTP answer shares: JSON bodies, problem details, and the guard of the WebSocket handshakes. */
package org.souk.api.http;
