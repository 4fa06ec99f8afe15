package org.souk.runtime.wasi;

import java.io.IOException;

/** A function of WASI that answers an error number; returning means success. */
@FunctionalInterface
interface SystemCall {

    void run(GuestMemory memory, long[] arguments) throws CallFailed, IOException;
}
