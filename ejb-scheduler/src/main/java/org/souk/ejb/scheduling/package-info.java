/**
 * What turns the market: a thread that plans and one that settles, each with a doorbell, and EJB timers that ring both and
 * do the rest now and then. They start with the application, after the database is claimed and its schema made.
 */
package org.souk.ejb.scheduling;
