/**
 * Runs one task, a WASI preview 1 command module, in a worker process of its own: what is asked for ({@link
 * org.souk.runtime.RunRequest}), what came of it ({@link org.souk.runtime.RunOutcome}) and the handle on the process
 * ({@link org.souk.runtime.worker.WorkerProcess}). Nothing here knows of markets, nodes or networks.
 */
package org.souk.runtime;
