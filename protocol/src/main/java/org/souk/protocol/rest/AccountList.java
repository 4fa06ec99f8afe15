package org.souk.protocol.rest;

import java.util.List;

/**
 * Accounts, by name.
 */
public record AccountList(List<AccountBody> accounts) {}
