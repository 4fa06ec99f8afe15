package org.souk.protocol.rest;

/**
 * Content that is stored.
 *
 * @param bytes of the content
 */
public record StoredFile(String cid, long bytes) {}
