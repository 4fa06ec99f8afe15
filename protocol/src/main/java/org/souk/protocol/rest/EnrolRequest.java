package org.souk.protocol.rest;

/**
 * A machine to enrol.
 *
 * @param name unique among the owner's nodes
 */
public record EnrolRequest(String name, OfferBody offer) {}
