/** The folder that makes a machine a node: its identity and secret, the lock of the running agent, its data. */
package org.souk.agent.home;
