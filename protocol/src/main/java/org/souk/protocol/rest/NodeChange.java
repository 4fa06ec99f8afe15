package org.souk.protocol.rest;

/**
 * What to change of a node; absent parts stay.
 */
public record NodeChange(OfferBody offer, AvailabilityName availability) {}
