package org.souk.protocol.rest;

/**
 * What an owner sells of a node.
 *
 * @param yieldToOwner sell no more than the machine's own forecast load leaves free
 */
public record OfferBody(ResourcesBody resources, TariffBody tariff, boolean yieldToOwner) {}
