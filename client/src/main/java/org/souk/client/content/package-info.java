/**
 * Content by its CID: up to the market and down from it, every byte verified, and a cache of what tasks read. Callers never
 * see content that is not what its CID says.
 */
package org.souk.client.content;
