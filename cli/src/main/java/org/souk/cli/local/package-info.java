/**
 * A whole market on this machine: a control plane, accounts with money, and node agents, each a process of its own, all
 * stopped again when it is closed. The demo and the lab's experiments run on it.
 */
package org.souk.cli.local;
