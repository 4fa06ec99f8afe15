/** One JSON codec for everything that crosses the wire: strict, bounded, and with errors that name the field. */
package org.souk.protocol.json;
