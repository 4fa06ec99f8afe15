package org.souk.ipfs;

/** Bytes that claim to be a block do not have the hash that its CID names. */
public final class BlockCorrupt extends ContentException {
    private static final long serialVersionUID = 1L;

    private final transient Cid cid;

    BlockCorrupt(Cid cid, String where) {
        super("block " + cid + ": " + where);
        this.cid = cid;
    }

    /** The CID that the bytes should have had. */
    public Cid cid() {
        return cid;
    }

    @Override
    public Kind kind() {
        return Kind.CORRUPT;
    }
}
