package org.souk.core.common;

/**
 * Port: the numbers of changes. Whatever changes a row of a task, a node or an account, other than that a node was seen, gives
 * the row a new number, higher than all that were given before its transaction began. Numbers of transactions that run side
 * by side are in no order, so that counting needs no lock; {@link #horizon} says up to where nothing is missing.
 */
public interface ChangeSequence {
    /** Below every number, so that what has changed since is everything. */
    long START = 0;

    /**
     * Every change with a lower number is committed, or never will be. What is read after this call in the same transaction
     * sees all of them, and perhaps some later ones. Joins the caller's transaction.
     */
    long horizon();
}
