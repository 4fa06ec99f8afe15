package org.souk.core.account;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plans that the operator offers; the first one is what a new account gets. */
public final class ServicePlans {
    /** What a market without settings of its own offers. */
    public static final ServicePlans DEFAULT = new ServicePlans(List.of(ServicePlan.STANDARD, ServicePlan.PREMIUM));

    private final Map<String, ServicePlan> byName;
    private final ServicePlan first;

    /** @throws IllegalArgumentException when there is none, or two have the same name */
    public ServicePlans(List<ServicePlan> plans) {
        Map<String, ServicePlan> named = new LinkedHashMap<>();
        for (ServicePlan plan : plans) {
            if (named.put(plan.name(), plan) != null) {
                throw new IllegalArgumentException("two plans have the name " + plan.name());
            }
        }
        if (named.isEmpty()) {
            throw new IllegalArgumentException("there must be at least one plan");
        }
        byName = Collections.unmodifiableMap(named);
        first = plans.get(0);
    }

    public Collection<ServicePlan> all() {
        return byName.values();
    }

    public ServicePlan first() {
        return first;
    }

    public Optional<ServicePlan> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The plan of an account; the first one when the account's own is no longer offered. */
    public ServicePlan of(String name) {
        return byName.getOrDefault(name, first);
    }
}
