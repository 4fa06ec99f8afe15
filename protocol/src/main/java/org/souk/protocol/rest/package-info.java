/**
 * The bodies of the REST interface below {@code /api/v1}, shared by server and clients. A field that may be absent says
 * so; times are ISO 8601 instants, sizes bytes, money micro-credits.
 */
package org.souk.protocol.rest;
