package org.souk.ipfs;

/** A block that is needed is not in the store. */
public final class BlockMissing extends ContentException {
    private static final long serialVersionUID = 1L;

    private final transient Cid cid;

    BlockMissing(Cid cid) {
        this(cid, "not in the store");
    }

    BlockMissing(Cid cid, String reason) {
        super("block " + cid + ": " + reason);
        this.cid = cid;
    }

    /** The CID of the block. */
    public Cid cid() {
        return cid;
    }

    @Override
    public Kind kind() {
        return Kind.MISSING;
    }
}
