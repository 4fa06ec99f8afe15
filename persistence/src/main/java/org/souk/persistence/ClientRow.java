package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.account.Client;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;

/** A {@link Client}. */
@Entity
@Table(name = "client")
class ClientRow {
    @Id
    private String id;

    private String account;
    private String roles;
    private String node;

    @Column(name = "secret_hash")
    private String secretHash;

    @Column(name = "created_at")
    private Instant createdAt;

    protected ClientRow() {}

    static ClientRow of(Client client) {
        ClientRow row = new ClientRow();
        row.id = client.id();
        row.account = client.account().value();
        row.roles = RolesColumn.write(client.roles());
        row.node = client.node().map(NodeId::value).orElse(null);
        row.secretHash = client.secretHash();
        row.createdAt = client.createdAt();
        return row;
    }

    Client toDomain() {
        return new Client(
                id,
                new AccountId(account),
                RolesColumn.read(roles),
                Optional.ofNullable(node).map(NodeId::new),
                secretHash,
                createdAt);
    }
}
