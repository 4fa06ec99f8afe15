/**
 * How buyers' requests come in: what makes a repeated request the same as the first one, so that a retry finds what the
 * first has made.
 */
package org.souk.core.submission;
