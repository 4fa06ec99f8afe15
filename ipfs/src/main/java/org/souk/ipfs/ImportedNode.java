package org.souk.ipfs;

/**
 * A sub-DAG that was stored.
 *
 * @param contentSize bytes of file content below
 * @param totalSize bytes of all blocks below, a block counted as often as it is linked: the links' Tsize
 */
record ImportedNode(Cid cid, long contentSize, long totalSize) {
    DagPbLink link(String name) {
        return new DagPbLink(cid, name, totalSize);
    }
}
