package org.souk.protocol.rest;

/** Another service plan for an account. */
public record PlanRequest(String plan) {}
