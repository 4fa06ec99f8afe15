package org.souk.ejb.matching;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.souk.core.matching.NodeFacts;
import org.souk.core.matching.TaskFacts;
import org.souk.core.node.Terms;
import org.souk.core.units.Resources;

/** The variables of expressions: their types, and their values from facts. */
final class Vocabulary implements CelTypeProvider {
    static final String NODE = "node";
    static final String TASK = "task";
    static final String BUYER = "buyer";
    static final String NOW = "now";

    private static final StructType PRICE = struct(
            "Price",
            Map.of(
                    "perGigaFuelMicros", SimpleType.INT,
                    "perGibHourRamMicros", SimpleType.INT,
                    "perGibHourStorageMicros", SimpleType.INT));
    private static final StructType RESOURCES = struct(
            "Resources",
            Map.of("cpuMillis", SimpleType.INT, "ramBytes", SimpleType.INT, "storageBytes", SimpleType.INT));
    private static final StructType NODE_TYPE = struct(
            "Node",
            Map.ofEntries(
                    Map.entry("id", SimpleType.STRING),
                    Map.entry("name", SimpleType.STRING),
                    Map.entry("owner", SimpleType.STRING),
                    Map.entry("architecture", SimpleType.STRING),
                    Map.entry("os", SimpleType.STRING),
                    Map.entry("cpuModel", SimpleType.STRING),
                    Map.entry("isolation", SimpleType.STRING),
                    Map.entry("cores", SimpleType.INT),
                    Map.entry("ramBytes", SimpleType.INT),
                    Map.entry("diskBytes", SimpleType.INT),
                    Map.entry("forSale", StructTypeReference.create("Resources")),
                    Map.entry("price", StructTypeReference.create("Price")),
                    Map.entry("region", SimpleType.STRING),
                    Map.entry("pool", SimpleType.STRING),
                    Map.entry("attributes", MapType.create(SimpleType.STRING, SimpleType.STRING)),
                    Map.entry("reliability", SimpleType.DOUBLE),
                    Map.entry("gigaFuelPerSecond", SimpleType.DOUBLE)));
    private static final StructType TASK_TYPE = struct(
            "Task",
            Map.of(
                    "name", SimpleType.STRING,
                    "cpuMillis", SimpleType.INT,
                    "ramBytes", SimpleType.INT,
                    "storageBytes", SimpleType.INT,
                    "priority", SimpleType.STRING,
                    "wallSeconds", SimpleType.INT,
                    "expectedSeconds", SimpleType.INT,
                    "maxPriceMicros", SimpleType.INT,
                    "burst", SimpleType.BOOL));
    private static final StructType BUYER_TYPE =
            struct("Buyer", Map.of("id", SimpleType.STRING, "name", SimpleType.STRING, "plan", SimpleType.STRING));
    private static final List<StructType> TYPES = List.of(PRICE, RESOURCES, NODE_TYPE, TASK_TYPE, BUYER_TYPE);

    @Override
    public ImmutableList<CelType> types() {
        return ImmutableList.copyOf(TYPES);
    }

    @Override
    public Optional<CelType> findType(String name) {
        return TYPES.stream()
                .filter(type -> type.name().equals(name))
                .map(CelType.class::cast)
                .findFirst();
    }

    /** What requirements may name. */
    static Map<String, CelType> ofRequirements() {
        return Map.of(NODE, StructTypeReference.create(NODE_TYPE.name()));
    }

    /** What policies may name. */
    static Map<String, CelType> ofPolicies() {
        return Map.of(
                TASK, StructTypeReference.create(TASK_TYPE.name()),
                BUYER, StructTypeReference.create(BUYER_TYPE.name()),
                NOW, SimpleType.TIMESTAMP);
    }

    /** An unknown number is 0, an unknown text is empty. */
    static Map<String, Object> values(NodeFacts node) {
        Terms terms = node.offer().terms();
        Map<String, Object> values = new HashMap<>();
        values.put("id", node.id().value());
        values.put("name", node.name());
        values.put("owner", node.owner().value());
        values.put("architecture", node.hardware().architecture());
        values.put("os", node.hardware().os());
        values.put("cpuModel", node.hardware().cpuModel());
        values.put("isolation", node.hardware().isolation());
        values.put("cores", (long) node.hardware().cores());
        values.put("ramBytes", node.hardware().ram().count());
        values.put("diskBytes", node.hardware().disk().count());
        values.put("forSale", values(node.offer().forSale()));
        values.put(
                "price",
                Map.of(
                        "perGigaFuelMicros", node.offer().tariff().perGigaFuel().micros(),
                        "perGibHourRamMicros",
                                node.offer().tariff().perGibHourRam().micros(),
                        "perGibHourStorageMicros",
                                node.offer().tariff().perGibHourStorage().micros()));
        values.put("region", terms.region().orElse(""));
        values.put("pool", terms.pool().orElse(""));
        values.put("attributes", terms.attributes());
        values.put("reliability", node.reliability());
        values.put("gigaFuelPerSecond", node.gigaFuelPerSecond());
        return Map.of(NODE, values);
    }

    static Map<String, Object> values(TaskFacts task) {
        Map<String, Object> values = new HashMap<>(values(task.resources()));
        values.put("name", task.name());
        values.put("priority", task.priority().name());
        values.put("wallSeconds", task.wallLimit().toSeconds());
        values.put("expectedSeconds", task.expected().toSeconds());
        values.put("maxPriceMicros", task.maxPrice().micros());
        values.put("burst", task.burst());
        return Map.of(
                TASK, values,
                BUYER,
                        Map.of(
                                "id", task.buyer().id().value(),
                                "name", task.buyer().name(),
                                "plan", task.buyer().plan()),
                NOW, task.now());
    }

    private static Map<String, Object> values(Resources resources) {
        return Map.of(
                "cpuMillis", (long) resources.cpu().value(),
                "ramBytes", resources.ram().count(),
                "storageBytes", resources.storage().count());
    }

    private static StructType struct(String name, Map<String, CelType> members) {
        ImmutableMap<String, CelType> fields = ImmutableMap.copyOf(members);
        return StructType.create(name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
    }
}
