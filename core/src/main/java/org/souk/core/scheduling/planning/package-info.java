/**
 * The decision which task runs where: a function from a snapshot of the live state to a plan, made in phases over one state; and
 * whether a deadline can be promised.
 */
package org.souk.core.scheduling.planning;
