package org.souk.protocol.rest;

import java.util.List;

/**
 * An account to open.
 *
 * @param roles one or more of buyer, seller, operator
 */
public record AccountRequest(String name, List<String> roles) {}
