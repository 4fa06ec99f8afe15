package org.souk.protocol.rest;

import java.util.List;

/** All pools, by name. */
public record PoolList(List<PoolBody> pools) {}
