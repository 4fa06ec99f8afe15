/** WebSockets to the market: whole text frames in order, with signs of life and a reason when they end. */
package org.souk.client.socket;
