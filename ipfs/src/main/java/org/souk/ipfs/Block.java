package org.souk.ipfs;

/**
 * Bytes together with the CID that they were checked to have: whoever holds a block need not verify it again.
 *
 * <p>The byte array is shared, not copied, because blocks are many and large; it must not be written to.
 */
public final class Block {
    /** The largest block that Souk makes, takes or sends, in bytes: 2 MiB, the limit of the IPFS network. */
    public static final int MAX_BYTES = 2 * 1024 * 1024;

    private final Cid cid;
    private final byte[] bytes;

    private Block(Cid cid, byte[] bytes) {
        this.cid = cid;
        this.bytes = bytes;
    }

    /**
     * Names the bytes.
     *
     * @throws LimitExceeded when they are more than {@link #MAX_BYTES}
     */
    public static Block of(Codec codec, byte[] bytes) throws LimitExceeded {
        requireSize(bytes.length);
        return new Block(Cid.of(codec, bytes), bytes);
    }

    /**
     * Checks the bytes against their name.
     *
     * @throws BlockCorrupt when they do not have this CID
     * @throws LimitExceeded when they are more than {@link #MAX_BYTES}
     */
    public static Block verified(Cid cid, byte[] bytes) throws BlockCorrupt, LimitExceeded {
        requireSize(bytes.length);
        if (!cid.verify(bytes)) {
            throw new BlockCorrupt(cid, "the " + bytes.length + " bytes given do not have this hash");
        }
        return new Block(cid, bytes);
    }

    private static void requireSize(int length) throws LimitExceeded {
        if (length > MAX_BYTES) {
            throw new LimitExceeded("a block of " + length + " bytes is over the limit of " + MAX_BYTES);
        }
    }

    /** The name. */
    public Cid cid() {
        return cid;
    }

    /** The content, not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** The number of bytes. */
    public int size() {
        return bytes.length;
    }

    @Override
    public String toString() {
        return cid + " (" + bytes.length + " bytes)";
    }
}
