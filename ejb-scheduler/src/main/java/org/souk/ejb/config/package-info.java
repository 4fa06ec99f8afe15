/**
 * The market's settings out of MicroProfile Config, checked when the application starts: an error names the key. Adapters with
 * settings of their own (gRPC, OAuth2, the database) read them themselves.
 */
package org.souk.ejb.config;
