package org.souk.ipfs;

/** How the bytes of a block are to be read. Only the two codecs that UnixFS uses. */
public enum Codec {
    /** The bytes are file content. */
    RAW(0x55),
    /** The bytes are a dag-pb node: links to other blocks and a UnixFS header. */
    DAG_PB(0x70);

    private final int code;

    Codec(int code) {
        this.code = code;
    }

    /** The multicodec code, below 128, so that its varint is one byte. */
    int code() {
        return code;
    }
}
