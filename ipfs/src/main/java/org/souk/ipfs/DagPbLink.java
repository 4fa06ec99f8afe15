package org.souk.ipfs;

/**
 * A link of a dag-pb node.
 *
 * @param cid the block it leads to
 * @param name the entry's name in a folder, empty in a file
 * @param totalSize bytes of all blocks below the link, as the node claims; for display only
 */
record DagPbLink(Cid cid, String name, long totalSize) {}
