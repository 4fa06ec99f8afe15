/**
 * What counting and moving cost: six small C programs, natively, on Endive as it is, metered, and metered and migratable,
 * each in a Java that is started like a node's worker.
 */
package org.souk.lab.runtime;
