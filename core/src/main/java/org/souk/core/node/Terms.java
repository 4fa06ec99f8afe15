package org.souk.core.node;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.souk.core.common.ExpressionText;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.PoolName;

/**
 * On which terms an owner sells, beyond capacity and prices.
 *
 * @param policy an expression over task and buyer that must hold, in the market's expression language
 * @param attributes what the owner declares of the node, for the requirements of buyers: at most
 *     {@value #MAX_ATTRIBUTES}
 * @param region where the node is, as the owner says
 * @param pool the group of nodes that it belongs to
 */
public record Terms(
        Optional<String> policy, Map<String, String> attributes, Optional<String> region, Optional<String> pool) {
    public static final int MAX_ATTRIBUTES = 32;

    private static final int MAX_VALUE = 200;
    private static final Pattern ATTRIBUTE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,39}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

    public static final Terms NONE = new Terms(Optional.empty(), Map.of(), Optional.empty(), Optional.empty());

    public Terms {
        // Sorted, so that they are shown and stored in one order.
        attributes = Collections.unmodifiableMap(new TreeMap<>(attributes));
        ExpressionText.check("offer.policy", policy);
        check(attributes.size() <= MAX_ATTRIBUTES, "offer.attributes", "are more than " + MAX_ATTRIBUTES);
        attributes.forEach((name, value) -> {
            check(
                    ATTRIBUTE.matcher(name).matches(),
                    "offer.attributes",
                    "'" + name + "' is not a name of 1 to 40 letters, digits or underscores that begins with a letter");
            check(
                    value.length() <= MAX_VALUE && value.chars().noneMatch(Character::isISOControl),
                    "offer.attributes." + name,
                    "is longer than " + MAX_VALUE + " characters or contains a control character");
        });
        check(
                region.filter(r -> !REGION.matcher(r).matches()).isEmpty(),
                "offer.region",
                "must be 1 to 63 letters, digits, dots, dashes or underscores");
        PoolName.check("offer.pool", pool);
    }

    private static void check(boolean holds, String field, String reason) {
        if (!holds) {
            throw new InvalidRequest(field, reason);
        }
    }
}
