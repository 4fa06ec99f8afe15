package org.souk.persistence;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.souk.core.node.Terms;

/** {@link Terms} without their pool as one JSON column: nobody searches by them. What is absent is left out. */
final class TermsColumn {
    private static final String POLICY = "policy";
    private static final String ATTRIBUTES = "attributes";
    private static final String REGION = "region";

    private TermsColumn() {}

    static String write(Terms terms) {
        JsonObjectBuilder json = JsonText.object();
        terms.policy().ifPresent(policy -> json.add(POLICY, policy));
        if (!terms.attributes().isEmpty()) {
            JsonObjectBuilder attributes = JsonText.object();
            terms.attributes().forEach(attributes::add);
            json.add(ATTRIBUTES, attributes);
        }
        terms.region().ifPresent(region -> json.add(REGION, region));
        return json.build().toString();
    }

    static Terms read(String text, Optional<String> pool) {
        JsonObject json = JsonText.parse(text);
        Map<String, String> attributes = new TreeMap<>();
        if (json.containsKey(ATTRIBUTES)) {
            json.getJsonObject(ATTRIBUTES)
                    .forEach((name, value) -> attributes.put(name, ((JsonString) value).getString()));
        }
        return new Terms(JsonText.text(json, POLICY), attributes, JsonText.text(json, REGION), pool);
    }
}
