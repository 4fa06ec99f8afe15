package org.souk.protocol.rest;

/**
 * The version of the market.
 */
public record VersionBody(String version, int protocol) {}
