package org.souk.protocol.rest;

/**
 * A file or folder that a task has written.
 *
 * @param path as the request named it
 */
public record OutputBody(String path, String cid, long bytes) {}
