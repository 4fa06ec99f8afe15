/**
 * A whole market on this machine: a control plane, accounts with money, and node agents, each a process of its own, all
 * stopped again when it is closed. The demo, the lab's experiments and the tests of the whole run on it.
 */
package org.souk.cli.local;
