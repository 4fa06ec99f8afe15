/** What the machine has, and how busy it is, as OSHI measures it on every system. */
package org.souk.agent.load;
