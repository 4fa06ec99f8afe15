package org.souk.lab.faults;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.souk.client.MarketClient;
import org.souk.client.content.Contents;
import org.souk.client.content.HashOnly;
import org.souk.core.replay.RunResult;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;

/**
 * Compares how a task ended with the undisturbed run.
 *
 * @param folder for its outputs
 */
record ResultCheck(MarketClient buyer, Path folder, RunResult undisturbed) {
    List<Finding> of(TaskBody task, String label) throws IOException, InterruptedException {
        if (task.state() != StateName.COMPLETED) {
            return List.of(wrong("it ended " + task.state() + ": "
                    + task.ending().reason() + " " + task.ending().detail()));
        }
        List<Finding> found = new ArrayList<>();
        if (!undisturbed.stdout().equals(Optional.ofNullable(task.ending().stdout()))) {
            found.add(wrong("its standard output is another one"));
        }
        if (undisturbed.fuel() != task.ending().fuel()) {
            found.add(wrong("it used " + task.ending().fuel() + " fuel instead of " + undisturbed.fuel()));
        }
        if (!isRightFile(task, label)) {
            found.add(wrong("its file is another one"));
        }
        return found;
    }

    /** With the label of the undisturbed run in the place of its own the file must be the same to the byte. */
    private boolean isRightFile(TaskBody task, String label) throws IOException, InterruptedException {
        Path file;
        try (Contents contents = new Contents(buyer)) {
            file = contents.save(task.ending().outputs(), Files.createDirectories(folder.resolve(label)))
                    .get(0);
        }
        if (!CopyWatch.label(file).equals(label)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Program.NOBODY.getBytes(StandardCharsets.US_ASCII)), 0);
        }
        return HashOnly.cidOf(file)
                .toString()
                .equals(undisturbed.outputs().get(0).cid());
    }

    private static Finding wrong(String why) {
        return new Finding(Flaw.WRONG_RESULT, why);
    }
}
