/**
 * How long a task stands still when it moves between two nodes, as its program feels it, and whether its output and its
 * fuel are those of a run that never moved.
 */
package org.souk.lab.migrate;
