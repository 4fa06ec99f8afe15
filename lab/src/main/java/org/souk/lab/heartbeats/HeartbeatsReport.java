package org.souk.lab.heartbeats;

/**
 * What came of it; the order of the fields is that of the JSON.
 *
 * @param attempts that the nodes held together, all the time
 * @param cpuMicrosPerHeartbeat CPU time of the thread that takes the heartbeats in, by their number
 * @param snapshotMillis the median time until a snapshot for the planner was made
 */
record HeartbeatsReport(int nodes, int attempts, double cpuMicrosPerHeartbeat, double snapshotMillis) {}
