package org.souk.api.docs;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Schemas of the wire's records, each once under its simple name. */
final class Schemas {
    private final Map<String, Object> byName = new TreeMap<>();
    private final Set<String> optional;

    /** @param optional fields that may be absent, as {@code Record.component} */
    Schemas(Set<String> optional) {
        this.optional = optional;
    }

    Map<String, Object> all() {
        return byName;
    }

    Map<String, Object> reference(Class<?> type) {
        String name = type.getSimpleName();
        if (!byName.containsKey(name)) {
            // Known before it is described: records may contain themselves.
            byName.put(name, Map.of());
            byName.put(name, type.isEnum() ? enumeration(type) : object(type));
        }
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> object(Class<?> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            properties.put(component.getName(), of(component.getGenericType()));
            if (!optional.contains(type.getSimpleName() + "." + component.getName())) {
                required.add(component.getName());
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("properties", properties);
        return schema;
    }

    private static Map<String, Object> enumeration(Class<?> type) {
        List<String> names =
                Arrays.stream(type.getEnumConstants()).map(Object::toString).toList();
        return ordered("type", "string", "enum", names);
    }

    private Map<String, Object> of(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            Map<String, Object> last = of(arguments[arguments.length - 1]);
            return generic.getRawType() == List.class
                    ? ordered("type", "array", "items", last)
                    : ordered("type", "object", "additionalProperties", last);
        }
        Class<?> plain = (Class<?>) type;
        if (plain == String.class) {
            return Map.of("type", "string");
        }
        if (plain == Instant.class) {
            return ordered("type", "string", "format", "date-time");
        }
        if (plain == boolean.class || plain == Boolean.class) {
            return Map.of("type", "boolean");
        }
        if (plain == int.class) {
            return ordered("type", "integer", "format", "int32");
        }
        if (plain == long.class || plain == Long.class) {
            return ordered("type", "integer", "format", "int64");
        }
        if (plain == double.class || plain == Double.class) {
            return ordered("type", "number", "format", "double");
        }
        if (plain == Integer.class) {
            return ordered("type", "integer", "format", "int32");
        }
        return reference(plain);
    }

    /** A map that is written in the order in which it is read here. */
    static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
