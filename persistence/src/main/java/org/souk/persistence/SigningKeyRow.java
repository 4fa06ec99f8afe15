package org.souk.persistence;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.souk.core.account.SigningKey;

/** A {@link SigningKey}. */
@Entity
@Table(name = "signing_key")
class SigningKeyRow {
    @Id
    private String id;

    @Column(name = "private_pkcs8")
    private byte[] privatePkcs8;

    @Column(name = "public_spki")
    private byte[] publicSpki;

    @Column(name = "created_at")
    private Instant createdAt;

    protected SigningKeyRow() {}

    static SigningKeyRow of(SigningKey key) {
        SigningKeyRow row = new SigningKeyRow();
        row.id = key.id();
        row.privatePkcs8 = key.privatePkcs8().clone();
        row.publicSpki = key.publicSpki().clone();
        row.createdAt = key.createdAt();
        return row;
    }

    SigningKey toDomain() {
        return new SigningKey(id, privatePkcs8.clone(), publicSpki.clone(), createdAt);
    }
}
