/**
 * What market and agent say to each other while tasks run: orders over the port {@link org.souk.core.link.NodeLink}, and
 * what comes back of attempts and moves. Values and a port, nothing that decides.
 */
package org.souk.core.link;
