package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.souk.core.common.AccountId;
import org.souk.core.common.NodeId;
import org.souk.core.node.Availability;
import org.souk.core.node.Hardware;
import org.souk.core.node.Node;
import org.souk.core.node.Offer;
import org.souk.core.units.Bytes;

/** A {@link Node}. Its hardware is what an agent says of itself, so it is kept as JSON like every agent's text. */
@Entity
@Table(name = "node")
class NodeRow {
    @Id
    private String id;

    private String owner;
    private String name;
    private String hardware;

    @Embedded
    private ResourceColumns forSale;

    @Embedded
    private TariffColumns tariff;

    @Column(name = "yield_to_owner")
    private boolean yieldToOwner;

    @Enumerated(EnumType.STRING)
    private Availability availability;

    @Column(name = "enrolled_at")
    private Instant enrolledAt;

    private String terms;
    private String pool;

    @Embedded
    private BurstColumns burst;

    private String restrictions;

    @Column(name = "last_seen")
    private Instant lastSeen;

    private long version;

    /** The database's own, see {@link JpaChangeSequence}. */
    @Column(name = "change_number", insertable = false, updatable = false)
    private long changeNumber;

    protected NodeRow() {}

    static NodeRow of(Node node) {
        NodeRow row = new NodeRow();
        row.id = node.id().value();
        row.owner = node.owner().value();
        row.name = node.name();
        row.enrolledAt = node.enrolledAt();
        row.version = node.version();
        row.writeChanges(node);
        return row;
    }

    /** Takes over what an owner or an agent may change. */
    private void writeChanges(Node node) {
        hardware = write(node.hardware());
        forSale = ResourceColumns.of(node.offer().forSale());
        tariff = TariffColumns.of(node.offer().tariff());
        yieldToOwner = node.offer().yieldToOwner();
        availability = node.availability();
        terms = TermsColumn.write(node.offer().terms());
        pool = node.offer().terms().pool().orElse(null);
        burst = node.offer().burst().map(BurstColumns::of).orElse(null);
        restrictions = RestrictionsColumn.write(node.restrictions());
        lastSeen = node.lastSeen().orElse(null);
    }

    void change(Node node) {
        writeChanges(node);
        version++;
    }

    boolean wasSeenBefore(Instant at) {
        return lastSeen == null || at.isAfter(lastSeen);
    }

    String id() {
        return id;
    }

    long version() {
        return version;
    }

    Node toDomain() {
        return new Node(
                new NodeId(id),
                new AccountId(owner),
                name,
                readHardware(hardware),
                new Offer(
                        forSale.toDomain(),
                        tariff.toDomain(),
                        yieldToOwner,
                        TermsColumn.read(terms, Optional.ofNullable(pool)),
                        Optional.ofNullable(burst).map(BurstColumns::toDomain)),
                availability,
                enrolledAt,
                Optional.ofNullable(lastSeen),
                RestrictionsColumn.read(restrictions),
                version);
    }

    private static String write(Hardware hardware) {
        return JsonText.object()
                .add("os", hardware.os())
                .add("architecture", hardware.architecture())
                .add("cpuModel", hardware.cpuModel())
                .add("cores", hardware.cores())
                .add("ram", hardware.ram().count())
                .add("disk", hardware.disk().count())
                .add("javaVersion", hardware.javaVersion())
                .add("agentVersion", hardware.agentVersion())
                .add("isolation", hardware.isolation())
                .build()
                .toString();
    }

    private static Hardware readHardware(String text) {
        JsonObject json = JsonText.parse(text);
        return new Hardware(
                json.getString("os"),
                json.getString("architecture"),
                json.getString("cpuModel"),
                json.getInt("cores"),
                new Bytes(json.getJsonNumber("ram").longValueExact()),
                new Bytes(json.getJsonNumber("disk").longValueExact()),
                json.getString("javaVersion"),
                json.getString("agentVersion"),
                // Nodes that were last seen before agents said it.
                json.getString("isolation", Hardware.JVM));
    }
}
