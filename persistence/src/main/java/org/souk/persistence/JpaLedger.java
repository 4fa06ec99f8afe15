package org.souk.persistence;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.souk.core.ledger.AlreadyPosted;
import org.souk.core.ledger.Ledger;
import org.souk.core.ledger.LedgerAccount;
import org.souk.core.ledger.Posting;
import org.souk.core.ledger.Transfer;
import org.souk.core.units.Money;

/**
 * {@link Ledger} in the tables {@code transfer}, {@code posting} and {@code ledger_account}.
 *
 * <p>Accounts are locked last and in the order of their names: a busy account is then locked for two statements and the
 * commit only, and no two transactions wait for each other.
 */
public final class JpaLedger implements Ledger {
    private static final String TASK_INDEX = "transfer_by_task";

    private final EntityManager entities;

    /** @param entities used by many threads: a container's proxy, or one like it */
    public JpaLedger(EntityManager entities) {
        this.entities = entities;
    }

    @Override
    public void post(List<Transfer> transfers) {
        if (transfers.isEmpty()) {
            return;
        }
        Map<String, Money> changes = changes(transfers);
        open(changes.keySet());
        insert(transfers);
        for (LedgerAccountRow row : RowLock.all(entities, LedgerAccountRow.class, changes.keySet())) {
            row.add(changes.get(row.account().name()));
        }
        entities.flush();
    }

    /** What all transfers together do to each account. */
    private static Map<String, Money> changes(List<Transfer> transfers) {
        Map<String, Money> changes = new TreeMap<>();
        for (Transfer transfer : transfers) {
            for (Posting posting : transfer.postings()) {
                changes.merge(posting.account().name(), posting.amount(), Money::plus);
            }
        }
        return changes;
    }

    /**
     * Opens accounts that do not exist yet. Those who do so wait for each other, so that none opens an account twice, and
     * they hold no other lock of the ledger meanwhile.
     */
    private void open(Set<String> names) {
        if (missing(names).isEmpty()) {
            return;
        }
        // A write, not a SELECT FOR UPDATE: H2 was once seen to let two of those through at the same time.
        int guards = entities.createQuery("UPDATE LedgerGuardRow g SET g.openings = g.openings + 1 WHERE g.id = :only")
                .setParameter("only", LedgerGuardRow.ONLY)
                .executeUpdate();
        if (guards != 1) {
            throw new IllegalStateException("the guard of the ledger's accounts is missing");
        }
        missing(names).forEach(name -> entities.persist(LedgerAccountRow.opened(name)));
        entities.flush();
    }

    private Set<String> missing(Collection<String> names) {
        Set<String> missing = new HashSet<>(names);
        entities.createQuery("SELECT a.id FROM LedgerAccountRow a WHERE a.id IN :names", String.class)
                .setParameter("names", names)
                .getResultList()
                .forEach(missing::remove);
        return missing;
    }

    private void insert(List<Transfer> transfers) {
        try {
            transfers.forEach(transfer -> entities.persist(TransferRow.of(transfer)));
            entities.flush();
        } catch (PersistenceException e) {
            throw alreadyPosted(transfers, e)
                    .<RuntimeException>map(posted -> posted)
                    .orElse(e);
        }
        for (Transfer transfer : transfers) {
            int line = 0;
            for (Posting posting : transfer.postings()) {
                entities.persist(PostingRow.of(transfer.id(), line, posting));
                line++;
            }
        }
        entities.flush();
    }

    /** The database names the offending key in its message; without it, the first transfer for a task is blamed. */
    private static Optional<AlreadyPosted> alreadyPosted(List<Transfer> transfers, PersistenceException thrown) {
        if (!UniqueViolation.of(TASK_INDEX, thrown)) {
            return Optional.empty();
        }
        String messages = String.join("\n", UniqueViolation.messages(thrown));
        List<Transfer> ofTasks =
                transfers.stream().filter(t -> t.task().isPresent()).toList();
        Transfer offender = ofTasks.stream()
                .filter(t -> messages.contains(t.task().orElseThrow().value()))
                .findFirst()
                .orElse(ofTasks.get(0));
        AlreadyPosted posted = new AlreadyPosted(offender);
        posted.initCause(thrown);
        return Optional.of(posted);
    }

    @Override
    public Money balance(LedgerAccount account) {
        return entities.createQuery("SELECT a.balance FROM LedgerAccountRow a WHERE a.id = :name", Long.class)
                .setParameter("name", account.name())
                .getResultStream()
                .findFirst()
                .map(Money::ofMicros)
                .orElse(Money.ZERO);
    }

    @Override
    public Map<LedgerAccount, Money> balances() {
        Map<LedgerAccount, Money> balances = new LinkedHashMap<>();
        entities.createQuery("SELECT a.id, a.balance FROM LedgerAccountRow a ORDER BY a.id", Object[].class)
                .getResultStream()
                .forEach(row -> balances.put(new LedgerAccount((String) row[0]), Money.ofMicros((Long) row[1])));
        return balances;
    }

    @Override
    public Money sum() {
        Number sum = entities.createQuery("SELECT SUM(p.amount) FROM PostingRow p", Number.class)
                .getSingleResult();
        return sum == null ? Money.ZERO : Money.ofMicros(new BigDecimal(sum.toString()).longValueExact());
    }

    @Override
    public List<Transfer> transfers(Optional<LedgerAccount> account, Optional<String> before, int limit) {
        List<String> ids = account.isPresent() ? touching(account.get(), before, limit) : newest(before, limit);
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, List<Posting>> postings = postings(ids);
        return entities.createQuery(
                        "SELECT t FROM TransferRow t WHERE t.id IN :ids ORDER BY t.id DESC", TransferRow.class)
                .setParameter("ids", ids)
                .getResultStream()
                .map(row -> row.toDomain(postings.getOrDefault(row.id(), List.of())))
                .toList();
    }

    private List<String> newest(Optional<String> before, int limit) {
        String where = before.isPresent() ? " WHERE t.id < :before" : "";
        return page("SELECT t.id FROM TransferRow t" + where + " ORDER BY t.id DESC", before, limit)
                .getResultList();
    }

    private List<String> touching(LedgerAccount account, Optional<String> before, int limit) {
        String and = before.isPresent() ? " AND p.key.transfer < :before" : "";
        return page(
                        "SELECT DISTINCT p.key.transfer FROM PostingRow p WHERE p.account = :account" + and
                                + " ORDER BY p.key.transfer DESC",
                        before,
                        limit)
                .setParameter("account", account.name())
                .getResultList();
    }

    private TypedQuery<String> page(String query, Optional<String> before, int limit) {
        TypedQuery<String> page = entities.createQuery(query, String.class).setMaxResults(limit);
        before.ifPresent(id -> page.setParameter("before", id));
        return page;
    }

    private Map<String, List<Posting>> postings(List<String> transfers) {
        return entities.createQuery(
                        "SELECT p FROM PostingRow p WHERE p.key.transfer IN :ids ORDER BY p.key.transfer, p.key.line",
                        PostingRow.class)
                .setParameter("ids", transfers)
                .getResultStream()
                .collect(Collectors.groupingBy(
                        PostingRow::transfer, Collectors.mapping(PostingRow::toDomain, Collectors.toList())));
    }
}
