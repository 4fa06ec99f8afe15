package org.souk.web.console;

import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.souk.core.account.Caller;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.NodeId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.nodes.Nodes;
import org.souk.core.tasks.Tasks;

/** One task, and the button that cancels it. The page keeps the task's id while it refreshes itself. */
@Named
@ViewScoped
public class TaskPage implements Serializable {
    private static final long serialVersionUID = 1L;

    @Inject
    transient Tasks tasks;

    @Inject
    transient Nodes nodes;

    @Inject
    transient Accounts accounts;

    @Inject
    transient Operator operator;

    private String id;
    private transient TaskDetail detail;

    /** Loads the task anew; a task that does not exist leaves the page without one. */
    public void load() {
        if (id == null || id.isBlank()) {
            return;
        }
        detail = Lookup.of(() -> describe(new TaskId(id.strip()))).orElse(null);
    }

    private TaskDetail describe(TaskId task) {
        Caller caller = operator.caller();
        TaskView view = tasks.find(caller, task);
        Map<NodeId, String> nodeNames = nodes.list(caller).stream()
                .collect(Collectors.toMap(
                        live -> live.node().id(), live -> live.node().name()));
        return TaskDetail.of(
                view, tasks.explain(caller, task), new AccountNames(accounts.list()), nodeNames, Instant.now());
    }

    public void cancel() {
        TaskView cancelled = tasks.cancel(operator.caller(), new TaskId(id.strip()));
        String outcome = "The task is now: " + TaskWords.state(cancelled.state()) + ".";
        FacesContext.getCurrentInstance().addMessage(null, new FacesMessage(outcome));
        load();
    }

    public TaskDetail getDetail() {
        return detail;
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = id;
    }
}
