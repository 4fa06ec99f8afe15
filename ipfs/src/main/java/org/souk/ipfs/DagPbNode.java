package org.souk.ipfs;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A node of the dag-pb format: links, then data. Only the canonical form is read: links before data, each field at
 * most once and in the order of the specification, nothing unknown.
 */
@SuppressWarnings("ArrayRecordComponent") // passed on at once, never compared
record DagPbNode(List<DagPbLink> links, byte[] data) {
    private static final int DATA = 1;
    private static final int LINKS = 2;
    private static final int HASH = 1;
    private static final int NAME = 2;
    private static final int TOTAL_SIZE = 3;

    byte[] encode() {
        ProtoWriter writer = new ProtoWriter();
        for (DagPbLink link : links) {
            ProtoWriter inner = new ProtoWriter();
            inner.bytes(HASH, link.cid().bytes());
            inner.bytes(NAME, link.name().getBytes(StandardCharsets.UTF_8));
            inner.varint(TOTAL_SIZE, link.totalSize());
            writer.bytes(LINKS, inner.toBytes());
        }
        writer.bytes(DATA, data);
        return writer.toBytes();
    }

    static DagPbNode decode(Block block) throws InvalidContent {
        ProtoReader reader = new ProtoReader("dag-pb block " + block.cid(), block.bytes());
        List<DagPbLink> links = new ArrayList<>();
        while (reader.hasMore() && reader.peekField() == LINKS) {
            String what = "dag-pb block " + block.cid() + ": link " + (links.size() + 1);
            links.add(link(new ProtoReader(what, reader.bytes(LINKS))));
        }
        if (!reader.hasMore()) {
            throw reader.error("has no data field, so it is no file and no folder");
        }
        byte[] data = reader.bytes(DATA);
        if (reader.hasMore()) {
            throw reader.error("has something after its data field");
        }
        return new DagPbNode(links, data);
    }

    private static DagPbLink link(ProtoReader reader) throws InvalidContent {
        Cid cid;
        try {
            cid = Cid.fromBytes(reader.bytes(HASH));
        } catch (InvalidCid e) {
            throw reader.error("has a bad " + e.getMessage());
        }
        String name = "";
        if (reader.hasMore() && reader.peekField() == NAME) {
            name = text(reader, reader.bytes(NAME));
        }
        long totalSize = 0;
        if (reader.hasMore()) {
            totalSize = reader.varint(TOTAL_SIZE);
        }
        if (reader.hasMore()) {
            throw reader.error("has something after its size");
        }
        return new DagPbLink(cid, name, totalSize);
    }

    private static String text(ProtoReader reader, byte[] bytes) throws InvalidContent {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw reader.error("has a name that is not UTF-8");
        }
    }
}
