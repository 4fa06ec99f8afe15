package org.souk.core.common;

/** The name of a new account or client is in use. */
public class NameTaken extends InvalidRequest {
    private static final long serialVersionUID = 1L;

    public NameTaken(String name) {
        super(ErrorCategory.CONFLICT, "name", "'" + name + "' is taken");
    }
}
