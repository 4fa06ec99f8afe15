package org.souk.protocol.rest;

import java.time.Instant;

/**
 * An error, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param type a URI that names the kind of error
 * @param field the offending field; absent when there is none
 * @param position where the mistake is in the field's text: its character, counted from 1; absent when it is no place
 * @param earliestDeadline the earliest that can be promised, where a deadline cannot; absent when there is none
 */
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String instance,
        String field,
        Integer position,
        Instant earliestDeadline) {}
