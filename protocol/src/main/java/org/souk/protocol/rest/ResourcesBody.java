package org.souk.protocol.rest;

/**
 * What a task reserves, or a node sells.
 *
 * @param cpuMillis thousandths of a core
 * @param ramBytes memory
 * @param storageBytes of files that are written
 */
public record ResourcesBody(int cpuMillis, long ramBytes, long storageBytes) {}
