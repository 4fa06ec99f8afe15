package org.souk.core.market;

import org.souk.core.account.AccountStore;
import org.souk.core.account.ClientStore;
import org.souk.core.common.ChangeSequence;
import org.souk.core.common.Transactions;
import org.souk.core.forecast.LoadStore;
import org.souk.core.forecast.ModelStore;
import org.souk.core.ledger.Ledger;
import org.souk.core.node.NodeStore;
import org.souk.core.task.TaskStore;

/** Where a market keeps what must not be lost. */
public record Stores(
        Transactions transactions,
        ChangeSequence changes,
        TaskStore tasks,
        NodeStore nodes,
        AccountStore accounts,
        ClientStore clients,
        Ledger ledger,
        LoadStore loads,
        ModelStore models) {}
