package org.souk.core.matching;

import org.souk.core.common.AccountId;

/**
 * Who wants to have a task run, as a seller sees it.
 *
 * @param plan the name of its service plan
 */
public record Buyer(AccountId id, String name, String plan) {}
