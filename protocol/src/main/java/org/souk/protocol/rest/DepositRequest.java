package org.souk.protocol.rest;

/**
 * Money that comes into the market.
 */
public record DepositRequest(long amountMicros) {}
