package org.souk.protocol.rest;

import java.util.List;

/**
 * Transfers, newest first.
 *
 * @param next pass it as {@code before} for the next page; absent on the last
 */
public record TransferPage(List<TransferBody> transfers, String next) {}
