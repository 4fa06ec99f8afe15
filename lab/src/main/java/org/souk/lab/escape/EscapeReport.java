package org.souk.lab.escape;

import java.util.List;

/**
 * All verdicts; the order of the fields is that of the JSON.
 *
 * @param attempts how many were made
 * @param succeeded how many of them were not contained
 * @param hostObserved whether memory, descriptors, sockets and children of the worker were looked at, which takes Linux
 */
record EscapeReport(int attempts, int succeeded, boolean hostObserved, List<Verdict> verdicts) {

    static EscapeReport of(List<Verdict> verdicts) {
        int succeeded = (int) verdicts.stream().filter(v -> !v.contained()).count();
        return new EscapeReport(verdicts.size(), succeeded, ProcessWatch.possible(), List.copyOf(verdicts));
    }
}
