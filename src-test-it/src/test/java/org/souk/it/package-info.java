/**
 * Souk from outside: a started market, real agents, browsers and command lines, with good input and bad, and with parts
 * of it killed. Nothing here looks inside, but {@code InContainerIT}, which runs in the server, and the module rules.
 */
package org.souk.it;
