package org.souk.protocol.rest;

/**
 * A new account.
 *
 * @param clientSecret shown this once
 */
public record AccountOpened(AccountBody account, String clientId, String clientSecret) {}
