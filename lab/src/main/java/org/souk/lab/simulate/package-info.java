/**
 * Replays a recorded workload in virtual time on one pool of processors, under Souk's own planner and under textbook
 * schedulers. {@link org.souk.lab.simulate.Replay} moves the time, {@link org.souk.lab.simulate.Pool} holds what runs
 * and refuses what cannot be, a {@link org.souk.lab.simulate.Policy} decides. A policy sees estimates, never run times.
 */
package org.souk.lab.simulate;
