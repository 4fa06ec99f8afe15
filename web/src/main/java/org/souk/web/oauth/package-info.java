/**
 * The OAuth2 authorization server for machines: client credentials in, signed access tokens out.
 *
 * <p>Tokens are JSON Web Tokens as MicroProfile JWT wants them. The keys that sign them live in the database; whoever
 * verifies them finds the public halves at {@code /oauth2/jwks}.
 */
package org.souk.web.oauth;
