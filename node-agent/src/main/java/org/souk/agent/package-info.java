/**
 * The seller's agent: it enrols a machine, keeps a session with the market, runs the tasks that it is given in worker
 * processes and reports what came of them. {@link org.souk.agent.Agent} puts the parts together.
 */
package org.souk.agent;
