package org.souk.lab.faults;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/** Between the agents and the relay: carries bytes, and does harm to them. */
final class RelayProxy extends Proxy {
    private static final int BUFFER = 16 << 10;

    private volatile Harm harm = Harm.none();

    RelayProxy(int towards) {
        super(towards);
    }

    /** From now on. */
    void does(Harm now) {
        harm = now;
    }

    @Override
    void pass(Socket from, Socket to, boolean there) throws IOException {
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream();
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            if (!harm.passes(buffer, read)) {
                return;
            }
            out.write(buffer, 0, read);
        }
    }
}
