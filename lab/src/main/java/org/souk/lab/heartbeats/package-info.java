/**
 * What nodes' heartbeats cost the market, and the snapshot that the planner begins with: a whole market on the in-memory
 * stores of core's tests, whose nodes only count what they are told. The market's clock is moved by hand, a heartbeat's
 * distance a round.
 */
package org.souk.lab.heartbeats;
