package org.souk.core.submission;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Every value that differs from a given one in a single place, by the name of that place. Records are walked by their
 * components, so that one which is added is walked as well.
 */
final class Variations {
    private final Map<String, Object> all = new LinkedHashMap<>();

    private Variations() {}

    static Map<String, Object> of(Object value) {
        Variations variations = new Variations();
        variations.vary("", value);
        return variations.all;
    }

    private void vary(String place, Object value) {
        if (value instanceof Record tuple) {
            varyRecord(place, tuple);
        } else if (value instanceof Optional<?> optional) {
            varyElement(place, optional.orElseThrow(() -> absent(place)), Optional::of);
            all.put(place + " absent", Optional.empty());
        } else if (value instanceof Map<?, ?> map) {
            Map.Entry<?, ?> entry = map.entrySet().stream().findFirst().orElseThrow(() -> absent(place));
            all.put(place + " without an entry", Map.of());
            varyElement(place + " key", entry.getKey(), key -> new TreeMap<>(Map.of(key, entry.getValue())));
            varyElement(place + " value", entry.getValue(), other -> new TreeMap<>(Map.of(entry.getKey(), other)));
        } else if (value instanceof Set<?> set) {
            Object first = set.stream().findFirst().orElseThrow(() -> absent(place));
            all.put(place + " without an element", Set.of());
            varyElement(place + " element", first, Set::of);
        } else if (value instanceof List<?> list) {
            varyList(place, list);
        } else {
            all.put(place, other(place, value));
        }
    }

    private void varyRecord(String place, Record value) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            int index = i;
            String name = place + "." + components[i].getName();
            int before = all.size();
            varyElement(name, get(components[i], value), changed -> with(value, index, changed));
            if (all.size() == before) {
                throw new AssertionError(name + " was not varied");
            }
        }
    }

    private void varyList(String place, List<?> list) {
        if (list.isEmpty()) {
            throw absent(place);
        }
        all.put(place + " without the first", new ArrayList<>(list.subList(1, list.size())));
        if (new HashSet<>(list).size() > 1) {
            List<Object> turned = new ArrayList<>(list);
            java.util.Collections.reverse(turned);
            all.put(place + " in another order", turned);
        }
        varyElement(place + "[0]", list.get(0), changed -> {
            List<Object> copy = new ArrayList<>(list);
            copy.set(0, changed);
            return copy;
        });
    }

    private interface Whole {
        Object with(Object changed);
    }

    private void varyElement(String place, Object element, Whole whole) {
        Variations inner = new Variations();
        inner.vary(place, element);
        inner.all.forEach((name, changed) -> all.put(name, whole.with(changed)));
    }

    private static Object other(String place, Object value) {
        if (value instanceof String text) {
            return text + "x";
        }
        if (value instanceof Integer number) {
            return number + 1;
        }
        if (value instanceof Long number) {
            return number + 1;
        }
        if (value instanceof Boolean flag) {
            return !flag;
        }
        if (value instanceof Instant instant) {
            return instant.plusNanos(1);
        }
        if (value instanceof Duration duration) {
            return duration.plusNanos(1);
        }
        if (value instanceof Enum<?> constant) {
            Object[] constants = constant.getDeclaringClass().getEnumConstants();
            return constants[(constant.ordinal() + 1) % constants.length];
        }
        throw new AssertionError(place + ": nothing is known that differs from a " + value.getClass());
    }

    private static AssertionError absent(String place) {
        return new AssertionError(place + " has no value that could be varied: give it one");
    }

    private static Object get(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }

    private static Object with(Record value, int index, Object changed) {
        RecordComponent[] components = value.getClass().getRecordComponents();
        Object[] arguments = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            arguments[i] = i == index ? changed : get(components[i], value);
        }
        try {
            return value.getClass().getDeclaredConstructor(types).newInstance(arguments);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(components[index] + " cannot be " + changed, e);
        }
    }
}
