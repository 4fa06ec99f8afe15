/**
 * The file in which a run that stands still is kept: records that are authenticated, tied to the module and chained, made
 * of compressed blocks. What is in the blocks belongs to those who save it: {@link org.souk.runtime.worker} saves the
 * program, {@link org.souk.runtime.wasi} its system interface and files. A snapshot that is read comes from a stranger:
 * nothing in it is believed before it is checked.
 */
package org.souk.runtime.snapshot;
