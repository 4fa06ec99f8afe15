package org.souk.ipfs;

import java.io.IOException;
import java.io.OutputStream;

/** Writes a DAG as a CAR version 1: every block once, parents first, the order of {@code ipfs dag export}. */
final class CarWriter {
    private final OutputStream out;

    private CarWriter(OutputStream out) {
        this.out = out;
    }

    static void write(Cid root, BlockStore store, OutputStream out) throws IOException {
        CarWriter writer = new CarWriter(out);
        byte[] header = CarHeader.encode(root);
        writer.length(header.length);
        out.write(header);
        Dag.copy(root, store, writer::block);
    }

    private void block(Block block) throws IOException {
        length(Cid.BYTE_LENGTH + block.size());
        out.write(block.cid().bytes());
        out.write(block.bytes());
    }

    private void length(long length) throws IOException {
        byte[] varint = new byte[Varint.MAX_BYTES];
        out.write(varint, 0, Varint.write(varint, 0, length));
    }
}
