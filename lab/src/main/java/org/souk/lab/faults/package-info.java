/**
 * The experiment {@code souk lab faults}: parts of a real market die, connections break and messages come twice while
 * programs move, and afterwards it is looked at whether anybody was harmed. Proxies stand between the agents and the market;
 * by what passes there the experiment knows how far a move is, and there it does harm.
 */
package org.souk.lab.faults;
