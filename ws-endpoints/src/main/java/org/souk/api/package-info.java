/**
 * The REST interface of Souk at {@code /api/v1}: translates HTTP to the market's operations and back.
 *
 * <p>Holds no rules of its own; a caller is who its MicroProfile JWT says it is.
 */
package org.souk.api;
