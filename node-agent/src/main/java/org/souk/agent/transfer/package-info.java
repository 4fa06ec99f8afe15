/**
 * Carries snapshots from node to node: straight where the target can be reached, else through the market's bridge. What
 * is cut goes on where the target stands. Memory is bounded whatever the size, and nothing of gRPC is loaded before the
 * first transfer: an agent that only waits stays small.
 */
package org.souk.agent.transfer;
