/**
 * Attempts to leave a task's sandbox or to starve its host, and what the host saw of each. Whether one succeeded is judged
 * from the host's side: its files, the worker's memory and descriptors, the neighbours' tasks.
 */
package org.souk.lab.escape;
