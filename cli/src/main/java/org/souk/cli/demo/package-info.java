/**
 * {@code souk demo}: the whole story on one machine, from nothing to the bill. Its market lives in a folder of its own
 * and touches no other.
 */
package org.souk.cli.demo;
