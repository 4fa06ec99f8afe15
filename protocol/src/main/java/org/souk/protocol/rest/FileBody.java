package org.souk.protocol.rest;

/**
 * A file or folder that a task reads.
 *
 * @param path where the program sees it, absolute
 * @param cid what it holds
 */
public record FileBody(String path, String cid) {}
