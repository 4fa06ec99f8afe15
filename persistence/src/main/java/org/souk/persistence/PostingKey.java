package org.souk.persistence;

import jakarta.persistence.Embeddable;
import java.io.Serializable;
import java.util.Objects;

/** A transfer and the number of a line in it, from 0. */
@Embeddable
class PostingKey implements Serializable {
    private static final long serialVersionUID = 1L;

    private String transfer;
    private int line;

    protected PostingKey() {}

    PostingKey(String transfer, int line) {
        this.transfer = transfer;
        this.line = line;
    }

    String transfer() {
        return transfer;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PostingKey key && key.line == line && key.transfer.equals(transfer);
    }

    @Override
    public int hashCode() {
        return Objects.hash(transfer, line);
    }
}
