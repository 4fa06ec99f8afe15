package org.souk.cli.demo;

import java.util.List;

/**
 * What the demo came to; the order of the fields is that of the JSON. Money is in micro-credits.
 *
 * @param nodes that were connected
 * @param fuel of all tasks together
 * @param ledgerSum over all accounts: zero
 * @param readySeconds from starting the control plane until it was ready
 * @param elapsedSeconds of the whole demo, without the build
 */
record DemoReport(
        int nodes,
        int tasks,
        int completed,
        List<Output> outputs,
        long fuel,
        long chargedMicros,
        long paidMicros,
        long feeMicros,
        long ledgerSum,
        double readySeconds,
        double elapsedSeconds) {

    /**
     * A file that a task has written.
     *
     * @param task its id
     * @param cid of the content
     * @param path where it was saved on this machine
     * @param sha256 of the saved file, hexadecimal
     */
    record Output(String task, String cid, String path, String sha256) {}

    boolean isComplete() {
        return completed == tasks;
    }

    DemoReport after(double seconds) {
        return new DemoReport(
                nodes,
                tasks,
                completed,
                outputs,
                fuel,
                chargedMicros,
                paidMicros,
                feeMicros,
                ledgerSum,
                readySeconds,
                seconds);
    }
}
