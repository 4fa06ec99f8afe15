package org.souk.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import org.souk.client.MarketRefused;
import org.souk.client.MarketUnreachable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one sentence, and what to do about it, instead of a stack trace. */
final class Complaint implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        if (failure instanceof CommandLine.ParameterException usage) {
            return command.getParameterExceptionHandler().handleParseException(usage, new String[0]);
        }
        Throwable cause = failure instanceof UncheckedIOException wrapped ? wrapped.getCause() : failure;
        if (!(cause instanceof IOException || cause instanceof Failure || cause instanceof InterruptedException)) {
            // A mistake of ours: whoever reports it needs the trace.
            throw failure;
        }
        command.getErr().println("souk: " + sentence(cause));
        return cause instanceof Failure failed ? failed.exitCode() : Souk.ERROR;
    }

    static String sentence(Throwable failure) {
        if (failure instanceof MarketRefused refused) {
            return refused.getMessage() + advice(refused.status());
        }
        if (failure instanceof MarketUnreachable) {
            return failure.getMessage() + "; start one with './souk up' or name another with --server";
        }
        if (failure instanceof NoSuchFileException missing) {
            return missing.getFile() + " does not exist";
        }
        if (failure instanceof AccessDeniedException denied) {
            return denied.getFile() + " may not be read or written";
        }
        if (failure instanceof InterruptedException) {
            return "interrupted";
        }
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 -> "; sign in with 'souk login --client-id ID'";
            case 403 -> "; sign in as somebody who may: 'souk login --client-id ID'";
            case 503 -> "; try again in a moment";
            default -> "";
        };
    }
}
