package org.souk.lab.simulate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.souk.lab.ExperimentFailed;

/** The policies that can be asked for, by name. A replay needs a fresh one. */
final class Policies {
    private static final Map<String, Supplier<Policy>> BY_NAME = byName();

    private Policies() {}

    /** @throws ExperimentFailed when there is none of this name */
    static Policy named(String name) {
        Supplier<Policy> policy = BY_NAME.get(name);
        if (policy == null) {
            throw new ExperimentFailed(
                    "--policy: there is no '" + name + "', but " + String.join(", ", BY_NAME.keySet()));
        }
        return policy.get();
    }

    private static Map<String, Supplier<Policy>> byName() {
        Map<String, Supplier<Policy>> policies = new LinkedHashMap<>();
        policies.put("souk", SoukPolicy::new);
        policies.put("fcfs", HeadOfQueue::fcfs);
        policies.put("sjf", HeadOfQueue::sjf);
        policies.put("easy", EasyBackfilling::new);
        policies.put("edf", HeadOfQueue::edf);
        return policies;
    }
}
