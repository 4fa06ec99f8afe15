/**
 * The relay for snapshots whose source cannot reach its target: two calls of nodes, of which one sends and one receives,
 * become one way. A few chunks are all that is kept of it; whoever is slower sets the pace, and when one side goes, the
 * other is told to call again.
 */
package org.souk.grpc.relay;
