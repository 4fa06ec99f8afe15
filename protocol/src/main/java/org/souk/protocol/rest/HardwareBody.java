package org.souk.protocol.rest;

/**
 * What a machine has.
 */
public record HardwareBody(
        String os,
        String architecture,
        String cpuModel,
        int cores,
        long ramBytes,
        long diskBytes,
        String javaVersion,
        String agentVersion) {}
