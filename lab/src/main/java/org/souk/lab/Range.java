package org.souk.lab;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** The check of an option that is a number. */
public final class Range {
    private Range() {}

    /** @throws ParameterException naming the option, if the value is not in {@code least}…{@code most} */
    public static void check(CommandSpec spec, String option, double value, long least, long most) {
        if (!(value >= least && value <= most)) {
            throw new ParameterException(spec.commandLine(), option + " must be from " + least + " to " + most);
        }
    }
}
