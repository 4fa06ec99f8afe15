package org.souk.client.content;

import java.io.IOException;
import java.io.InputStream;
import org.souk.ipfs.Cid;

/** Where content comes from that is not here yet. */
public interface ContentSource {
    /** Gives the content as a CAR to the receiver; after a failure it may do so again from the beginning. */
    void fetch(Cid cid, CarReceiver receiver) throws IOException, InterruptedException;

    /** Takes a CAR. */
    @FunctionalInterface
    interface CarReceiver {
        void receive(InputStream car) throws IOException;
    }
}
