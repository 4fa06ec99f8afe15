package org.souk.web.console;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.souk.core.account.Account;
import org.souk.core.account.Role;
import org.souk.core.accounts.Accounts;
import org.souk.core.common.AccountId;
import org.souk.core.common.TaskId;
import org.souk.core.events.TaskView;
import org.souk.core.task.TaskQuery;
import org.souk.core.task.TaskState;
import org.souk.core.tasks.Tasks;

/** The list of tasks. Filter and page stand in the address, so that a view can be bookmarked and sent. */
@Named
@RequestScoped
public class TasksPage {
    private static final int PAGE = 25;

    @Inject
    Tasks tasks;

    @Inject
    Accounts accounts;

    @Inject
    Operator operator;

    private String state;
    private String buyer;
    private String id;
    private String array;
    private String before;
    private List<TaskRow> rows;
    private String next;

    /** An entry of a filter. */
    public record Choice(String value, String label, boolean chosen) {}

    public List<Choice> getStates() {
        return Arrays.stream(TaskState.values())
                .map(s -> new Choice(s.name(), TaskWords.state(s), s.name().equals(state)))
                .toList();
    }

    public List<Choice> getBuyers() {
        return accounts.list().stream()
                .filter(a -> a.roles().contains(Role.BUYER))
                .map(this::choice)
                .toList();
    }

    private Choice choice(Account account) {
        String value = account.id().value();
        return new Choice(value, account.name(), value.equals(buyer));
    }

    public List<TaskRow> getRows() {
        load();
        return rows;
    }

    /** The cursor of the next page, or null on the last one. */
    public String getNext() {
        load();
        return next;
    }

    public boolean isFiltered() {
        return state != null || buyer != null || id != null || array != null;
    }

    public boolean isFirstPage() {
        return before == null;
    }

    private void load() {
        if (rows != null) {
            return;
        }
        List<TaskView> found = new ArrayList<>(id == null ? page() : one());
        if (found.size() > PAGE) {
            found.remove(PAGE);
            next = found.get(PAGE - 1).task().id().value();
        }
        AccountNames names = new AccountNames(accounts.list());
        Instant now = Instant.now();
        rows = found.stream().map(view -> TaskRow.of(view, names, now)).toList();
    }

    /** One more than a page has tells whether there is another. */
    private List<TaskView> page() {
        TaskQuery query = new TaskQuery(
                Optional.ofNullable(buyer).map(AccountId::new),
                chosenState().map(Set::of).orElse(Set.of()),
                Optional.empty(),
                Optional.ofNullable(array),
                Optional.ofNullable(before).map(TaskId::new),
                PAGE + 1);
        return tasks.list(operator.caller(), query);
    }

    private List<TaskView> one() {
        return Lookup.of(() -> tasks.find(operator.caller(), new TaskId(id))).stream()
                .toList();
    }

    /** Whatever is no state chooses none: addresses are typed by people. */
    private Optional<TaskState> chosenState() {
        return Arrays.stream(TaskState.values())
                .filter(s -> s.name().equals(state))
                .findFirst();
    }

    public String getState() {
        return state;
    }

    public void setState(String state) {
        this.state = presence(state);
    }

    public String getBuyer() {
        return buyer;
    }

    public void setBuyer(String buyer) {
        this.buyer = presence(buyer);
    }

    public String getId() {
        return id;
    }

    public void setId(String id) {
        this.id = presence(id);
    }

    public String getArray() {
        return array;
    }

    public void setArray(String array) {
        this.array = presence(array);
    }

    public String getBefore() {
        return before;
    }

    public void setBefore(String before) {
        this.before = presence(before);
    }

    private static String presence(String parameter) {
        return parameter == null || parameter.isBlank() ? null : parameter.strip();
    }
}
