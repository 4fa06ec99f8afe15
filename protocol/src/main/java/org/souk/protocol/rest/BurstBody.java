package org.souk.protocol.rest;

/**
 * Capacity beyond what is for sale, sold cheaper because it may be taken back at any moment.
 *
 * @param discountPercent off every price, 0…100
 */
public record BurstBody(ResourcesBody resources, int discountPercent) {}
