/**
 * How fast and how densely Souk's planner places tasks on nodes, beside Netflix' Fenzo, where that was built, on the same
 * work in the same process. {@link org.souk.lab.placement.Machines} is the truth that both are held to: it refuses a placement that does
 * not fit.
 */
package org.souk.lab.placement;
