package org.souk.it.harness;

import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;

/** Shows the end of the market's log with every failure. */
public final class TellWhatTheServerSaid implements TestExecutionListener {
    private static final int LINES = 40;

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.FAILED) {
            SharedControlPlane.ifRunning()
                    .ifPresent(market -> System.err.println("---- " + test.getDisplayName()
                            + " failed; the last lines of the market's log ----\n" + market.logTail(LINES)));
        }
    }
}
