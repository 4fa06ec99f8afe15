package org.souk.protocol.rest;

import java.util.List;

/** All service plans; a new account gets the first. */
public record PlanList(List<PlanBody> plans) {}
