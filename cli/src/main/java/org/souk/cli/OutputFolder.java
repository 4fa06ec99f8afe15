package org.souk.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;
import org.souk.client.content.Contents;
import org.souk.protocol.rest.OutputBody;
import org.souk.protocol.rest.TaskBody;

/** Where a task's outputs are saved on this machine. */
record OutputFolder(Path path) {
    /** @param chosen by the user; null for a folder with the task's id */
    static OutputFolder of(TaskBody task, Path chosen) {
        return new OutputFolder(chosen == null ? Path.of(task.id()) : chosen);
    }

    List<Path> save(List<OutputBody> outputs, Contents contents) throws IOException, InterruptedException {
        try {
            return contents.save(outputs, path);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(e.getFile() + " exists; choose another --output-dir");
        }
    }
}
