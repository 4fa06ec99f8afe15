package org.souk.lab;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.souk.client.MarketClient;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;
import org.souk.protocol.rest.TransferBody;
import org.souk.protocol.rest.TransferPage;

/** All of the market's tasks and transfers, read page by page as its operator. */
public record Books(MarketClient operator) {
    private static final String LIMIT = "limit=500";

    public List<TaskBody> tasks() throws IOException, InterruptedException {
        List<TaskBody> all = new ArrayList<>();
        String next = null;
        do {
            TaskPage page = operator.get("/tasks?" + LIMIT + before(next), TaskPage.class);
            all.addAll(page.tasks());
            next = page.next();
        } while (next != null);
        return all;
    }

    public List<TransferBody> transfers() throws IOException, InterruptedException {
        List<TransferBody> all = new ArrayList<>();
        String next = null;
        do {
            TransferPage page = operator.get("/ledger/transfers?" + LIMIT + before(next), TransferPage.class);
            all.addAll(page.transfers());
            next = page.next();
        } while (next != null);
        return all;
    }

    private static String before(String next) {
        return next == null ? "" : "&before=" + next;
    }
}
