package org.souk.core.account;

import org.souk.core.task.Refused;

/** The name of a new account or client is in use. */
public class NameTaken extends Refused {
    private static final long serialVersionUID = 1L;

    public NameTaken(String name) {
        super("name", "'" + name + "' is taken");
    }
}
