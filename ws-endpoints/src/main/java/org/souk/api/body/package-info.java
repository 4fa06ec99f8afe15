/**
 * Turns request bodies into the market's values and the market's values into answers. What cannot be turned is refused
 * with the name of the field, as the client wrote it.
 */
package org.souk.api.body;
