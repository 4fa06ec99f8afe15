package org.souk.protocol.rest;

/**
 * Prices in micro-credits.
 *
 * @param perGigaFuelMicros for 10⁹ fuel
 * @param perGibHourRamMicros for one GiB of RAM reserved for an hour
 * @param perGibHourStorageMicros for one GiB of storage reserved for an hour
 */
public record TariffBody(long perGigaFuelMicros, long perGibHourRamMicros, long perGibHourStorageMicros) {}
