/**
 * One run of a task on this machine: what it reads, its folder, what it leaves, and the request by which a worker runs it. A
 * node's attempts and replays are made of the same parts, so that a replay does what the node did.
 */
package org.souk.replay.run;
