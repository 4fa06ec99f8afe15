package org.souk.protocol.rest;

/**
 * One line of a transfer; negative amounts are given.
 */
public record PostingBody(String account, long amountMicros) {}
