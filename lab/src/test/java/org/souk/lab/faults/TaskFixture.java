package org.souk.lab.faults;

import java.time.Instant;
import java.util.List;
import org.souk.protocol.rest.BillBody;
import org.souk.protocol.rest.EndingBody;
import org.souk.protocol.rest.MoveBody;
import org.souk.protocol.rest.ResourcesBody;
import org.souk.protocol.rest.ShareBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskRequest;

/** Tasks that have ended well at node n-1. */
final class TaskFixture {
    static final long FUEL = 2_000_000_000;
    static final long LIMIT = 10_000;

    private TaskFixture() {}

    static TaskBody task(List<ShareBody> shares) {
        return task(1, List.of(), shares);
    }

    static TaskBody task(int attempts, List<MoveBody> moves) {
        return task(attempts, moves, null);
    }

    static MoveBody move(String failure) {
        return new MoveBody("n-1", "n-2", "it was asked for", Instant.EPOCH, Instant.EPOCH, failure, 0, 0);
    }

    private static TaskBody task(int attempts, List<MoveBody> moves, List<ShareBody> shares) {
        TaskRequest request = new TaskRequest(
                null,
                "module",
                null,
                null,
                null,
                null,
                null,
                new ResourcesBody(1000, 1 << 20, 0),
                null,
                null,
                LIMIT,
                null,
                null);
        BillBody bill = new BillBody(0, 0, 0, 0, 0, 0, 0, shares);
        return new TaskBody(
                "t-1",
                "buyer",
                request,
                StateName.COMPLETED,
                attempts,
                "n-1",
                FUEL,
                null,
                Instant.EPOCH,
                null,
                null,
                null,
                0,
                null,
                null,
                null,
                null,
                new EndingBody("SUCCESS", "", 0, FUEL, 0, 0, List.of(), null, null, bill),
                null,
                moves);
    }
}
