package org.souk.protocol.rest;

import java.time.Instant;
import java.util.List;

/**
 * A movement of money; its postings sum to zero.
 *
 * @param task absent for deposits
 */
public record TransferBody(String id, String kind, String task, Instant at, List<PostingBody> postings) {}
