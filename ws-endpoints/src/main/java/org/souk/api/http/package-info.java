/** What every HTTP answer shares: JSON bodies, problem details, who calls, and the guard of the WebSocket handshakes. */
package org.souk.api.http;
