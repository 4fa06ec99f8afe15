/**
 * The queue as measured: who waits since when, and how long tasks waited and how hard the queue pressed of late. Escalation
 * decides by it.
 */
package org.souk.core.queueing;
