package org.souk.protocol.rest;

/**
 * An error, as RFC 9457 has it ({@code application/problem+json}).
 *
 * @param type a URI that names the kind of error
 * @param field the offending field; absent when there is none
 */
public record Problem(String type, String title, int status, String detail, String instance, String field) {}
