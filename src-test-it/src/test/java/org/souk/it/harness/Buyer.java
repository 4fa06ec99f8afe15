package org.souk.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.StateName;
import org.souk.protocol.rest.StoredFile;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskPage;
import org.souk.protocol.rest.TaskRequest;
import org.souk.testing.Eventually;

/** Somebody who has tasks run. */
public record Buyer(Account account) {
    public Api api() {
        return account.api();
    }

    /** Stores content; answers its CID. */
    public String upload(byte[] content) {
        return api().post("/files", "application/octet-stream", content)
                .as(StoredFile.class)
                .cid();
    }

    /** Stores a program of the demo. */
    public String program(String name) {
        return upload(Repository.program(name));
    }

    public TaskBody submit(TaskRequest request) {
        return api().post("/tasks", request).expect(201).as(TaskBody.class);
    }

    public TaskBody task(String id) {
        return api().get("/tasks/" + id).as(TaskBody.class);
    }

    public TaskBody cancel(String id) {
        return api().post("/tasks/" + id + "/cancel").as(TaskBody.class);
    }

    public ExplanationBody explain(String id) {
        return api().get("/tasks/" + id + "/explain").as(ExplanationBody.class);
    }

    public String stdout(TaskBody task) {
        return api().get("/tasks/" + task.id() + "/logs").expect(200).text();
    }

    public String stderr(TaskBody task) {
        return api().get("/tasks/" + task.id() + "/logs?stream=stderr")
                .expect(200)
                .text();
    }

    public byte[] output(TaskBody task, String path) {
        return api().get("/tasks/" + task.id() + "/outputs?path=" + Api.encoded(path))
                .expect(200)
                .body();
    }

    /** Waits until the task is in that state; fails at once when it has ended otherwise. */
    public TaskBody await(TaskBody task, StateName state) {
        return Eventually.present("task " + task.id() + " " + state, () -> {
            TaskBody now = task(task.id());
            if (now.state() != state && now.state().isFinal()) {
                throw new AssertionError(
                        "task " + now.id() + " is " + now.state() + " and not " + state + ": " + now.ending());
            }
            return Optional.of(now).filter(t -> t.state() == state);
        });
    }

    /** Waits until the task has ended, well or not. */
    public TaskBody awaitEnd(TaskBody task) {
        return Eventually.present("the end of task " + task.id(), () -> Optional.of(task(task.id()))
                .filter(now -> now.state().isFinal()));
    }

    /** Runs a task to its good end. */
    public TaskBody run(TaskRequest request) {
        return await(submit(request), StateName.COMPLETED);
    }

    /** Gives up all that has not ended, so that it does not take the nodes of the next test. */
    void cancelAll() {
        api().get("/tasks?state=blocked,queued,assigned,running,suspended&limit=500")
                .as(TaskPage.class)
                .tasks()
                .forEach(task -> {
                    int status = api().post("/tasks/" + task.id() + "/cancel").status();
                    // It may have ended meanwhile.
                    assertThat(status).isIn(200, 409);
                });
    }
}
