package org.souk.lab.escape;

/**
 * What came of an attempt; the order of the fields is that of the JSON.
 *
 * @param name the attempt's
 * @param tried what it did
 * @param outcome how the run ended, and if it was not contained what the host noticed
 * @param contained whether nothing and nobody but the task itself was touched
 * @param seconds from its start to its end, with the preparation of the module
 * @param residentMb the most memory of the worker, in MiB; 0 where the host cannot tell
 */
record Verdict(String name, String tried, String outcome, boolean contained, double seconds, long residentMb) {}
