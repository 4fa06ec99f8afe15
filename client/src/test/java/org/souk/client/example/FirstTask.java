package org.souk.client.example;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.souk.client.Credentials;
import org.souk.client.MarketAddress;
import org.souk.client.MarketClient;
import org.souk.client.content.Contents;
import org.souk.client.task.NewTask;
import org.souk.client.task.TaskClient;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

/** The README's example: a program over a file of ours, on somebody's machine. */
final class FirstTask {
    private FirstTask() {}

    static List<Path> run(String server, String id, String secret, Path program, Path input, Path results)
            throws IOException, InterruptedException {
        // README begins
        MarketAddress address = MarketAddress.of(server, null);
        MarketClient market = new MarketClient(address.server(), new Credentials(id, secret));
        TaskClient tasks = new TaskClient(market, address);

        try (Contents contents = new Contents(market)) {
            TaskRequest request = NewTask.of(contents.upload(program))
                    .arguments("/load.csv.gz", "/report.txt")
                    .input("/load.csv.gz", contents.upload(input))
                    .output("/report.txt")
                    .costingAtMost(1_000_000)
                    .request();
            TaskBody ended = tasks.await(tasks.submit(request).id());
            if (ended.state() != StateName.COMPLETED) {
                throw new IOException(
                        ended.ending().reason() + " " + ended.ending().detail());
            }
            return contents.save(ended.ending().outputs(), results);
        }
        // README ends
    }
}
