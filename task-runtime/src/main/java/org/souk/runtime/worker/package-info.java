/**
 * The worker: a JVM of its own that runs one task after the other, so that a task's memory, its crash and its end are
 * those of a process. The parent and the worker speak {@link org.souk.runtime.worker.Frame}s over the worker's standard
 * streams; when the parent dies the stream ends and so does the worker.
 */
package org.souk.runtime.worker;
