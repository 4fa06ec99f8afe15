/** EJB timers and the thread that turn the scheduler's crank. */
package org.souk.ejb.scheduling;
