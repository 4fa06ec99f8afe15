package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.souk.api.body.Fields;
import org.souk.api.body.TaskBodies;
import org.souk.api.http.Tokens;
import org.souk.core.account.Caller;
import org.souk.core.common.AccountId;
import org.souk.core.common.Conflict;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.submission.TaskOrder;
import org.souk.core.task.Ending;
import org.souk.core.task.OutputFile;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Tasks;
import org.souk.core.tasks.Tasks.Submitted;
import org.souk.protocol.rest.ExplanationBody;
import org.souk.protocol.rest.MigrateRequest;
import org.souk.protocol.rest.TaskBatch;
import org.souk.protocol.rest.TaskBody;
import org.souk.protocol.rest.TaskList;
import org.souk.protocol.rest.TaskPage;
import org.souk.protocol.rest.TaskRequest;

/** What buyers do with their tasks, and operators with everybody's. */
@Path("/tasks")
@ApplicationScoped
@RolesAllowed({"buyer", "operator"})
@Produces(MediaType.APPLICATION_JSON)
public class TaskResource {
    @Inject
    Tasks tasks;

    @Inject
    Tokens tokens;

    @Inject
    Downloads downloads;

    @POST
    @RolesAllowed("buyer")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(@HeaderParam("Idempotency-Key") String key, TaskRequest request) {
        Submitted submitted =
                tasks.submit(tokens.caller(), Optional.ofNullable(key), TaskBodies.order(Fields.body(request)));
        TaskBody body = TaskBodies.body(submitted.task());
        return submitted.replayed()
                ? Response.ok(body).build()
                : Response.created(URI.create("tasks/" + body.id()))
                        .entity(body)
                        .build();
    }

    @POST
    @Path("batch")
    @RolesAllowed("buyer")
    @Consumes(MediaType.APPLICATION_JSON)
    public TaskList submitAll(@HeaderParam("Idempotency-Key") String key, TaskBatch batch) {
        List<TaskOrder> orders = TaskBodies.orders(Fields.body(batch));
        return new TaskList(tasks.submitBatch(tokens.caller(), Optional.ofNullable(key), orders).stream()
                .map(submitted -> TaskBodies.body(submitted.task()))
                .toList());
    }

    @GET
    public TaskPage list(
            @QueryParam("state") List<String> states,
            @QueryParam("buyer") String buyer,
            @QueryParam("node") String node,
            @QueryParam("array") String array,
            @QueryParam("before") String before,
            @QueryParam("limit") @DefaultValue("50") String limit) {
        Caller caller = tokens.caller();
        Pages page = Pages.of(limit);
        TaskQuery query = new TaskQuery(
                buyer(caller, buyer),
                states(states),
                Optional.ofNullable(node).map(Fields::node),
                Optional.ofNullable(array).map(Fields::array),
                Optional.ofNullable(before).map(Fields::task),
                page.fetch());
        List<TaskBody> found =
                tasks.list(caller, query).stream().map(TaskBodies::body).toList();
        return new TaskPage(page.shown(found), page.next(found, TaskBody::id));
    }

    /** Everybody's for an operator who names nobody; else the caller's own. */
    private static Optional<AccountId> buyer(Caller caller, String buyer) {
        if (buyer == null) {
            return caller.isOperator() ? Optional.empty() : Optional.of(caller.account());
        }
        return Optional.of(buyer.equals("me") ? caller.account() : Fields.account(buyer));
    }

    private static Set<TaskState> states(List<String> states) {
        return states.stream()
                .flatMap(text -> List.of(text.split(",", -1)).stream())
                .map(TaskBodies::state)
                .collect(Collectors.toSet());
    }

    @GET
    @Path("{id}")
    public TaskBody find(@PathParam("id") String id) {
        return TaskBodies.body(tasks.find(tokens.caller(), Fields.task(id)));
    }

    @POST
    @Path("{id}/cancel")
    public TaskBody cancel(@PathParam("id") String id) {
        return TaskBodies.body(tasks.cancel(tokens.caller(), Fields.task(id)));
    }

    @POST
    @Path("{id}/migrate")
    @Consumes(MediaType.APPLICATION_JSON)
    public TaskBody migrate(@PathParam("id") String id, MigrateRequest request) {
        return TaskBodies.body(
                tasks.migrate(tokens.caller(), Fields.task(id), TaskBodies.target(Fields.body(request))));
    }

    @GET
    @Path("{id}/explain")
    public ExplanationBody explain(@PathParam("id") String id) {
        return TaskBodies.body(tasks.explain(tokens.caller(), Fields.task(id)));
    }

    /** What the program wrote; empty when it wrote nothing or never ran. */
    @GET
    @Path("{id}/logs")
    @Produces({"text/plain", "application/problem+json"})
    public Response logs(@PathParam("id") String id, @QueryParam("stream") @DefaultValue("stdout") String stream)
            throws IOException {
        Ending ending = ending(Fields.task(id));
        Optional<ContentId> written =
                switch (stream.toLowerCase(Locale.ROOT)) {
                    case "stdout" -> ending.stdout();
                    case "stderr" -> ending.stderr();
                    default -> throw new InvalidRequest("stream", "'" + stream + "' is neither stdout nor stderr");
                };
        return written.isPresent()
                ? downloads.text(written.get())
                : Response.ok("", MediaType.TEXT_PLAIN_TYPE).build();
    }

    @GET
    @Path("{id}/outputs")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, Downloads.CAR, "application/problem+json"})
    public Response output(
            @PathParam("id") String id, @QueryParam("path") String path, @QueryParam("format") String format)
            throws IOException {
        if (path == null) {
            throw new InvalidRequest("path", "is missing");
        }
        OutputFile output = ending(Fields.task(id)).outputs().stream()
                .filter(o -> o.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new NotFound("output", path + " of task " + id));
        return downloads.content(output.content(), format);
    }

    private Ending ending(TaskId id) {
        TaskView view = tasks.find(tokens.caller(), id);
        return view.task()
                .ending()
                .orElseThrow(() -> new Conflict("task " + id + " has not ended, it is " + view.state()));
    }
}
