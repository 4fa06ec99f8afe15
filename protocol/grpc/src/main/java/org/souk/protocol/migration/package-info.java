/**
 * The transfer of a snapshot between the nodes of a move: what {@code migration.proto} is compiled to, and the rules for
 * its chunks that sender, receiver and bridge share.
 */
package org.souk.protocol.migration;
