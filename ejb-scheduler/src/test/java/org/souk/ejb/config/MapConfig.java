package org.souk.ejb.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.eclipse.microprofile.config.spi.Converter;

/** A configuration from a map, with the few conversions that are needed. */
record MapConfig(Map<String, String> properties) implements Config {
    @Override
    public <T> T getValue(String name, Class<T> type) {
        return getOptionalValue(name, type).orElseThrow();
    }

    @Override
    public <T> Optional<T> getOptionalValue(String name, Class<T> type) {
        return Optional.ofNullable(properties.get(name)).map(text -> type.cast(convert(text, type)));
    }

    private static Object convert(String text, Class<?> type) {
        try {
            if (type == Integer.class) {
                return Integer.valueOf(text);
            }
            if (type == Long.class) {
                return Long.valueOf(text);
            }
            if (type == Boolean.class) {
                return Boolean.valueOf(text);
            }
            if (type == Double.class) {
                return Double.valueOf(text);
            }
            return type == Duration.class ? Duration.parse(text) : text;
        } catch (RuntimeException e) {
            // As MicroProfile Config has it: what cannot be converted is an IllegalArgumentException.
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public ConfigValue getConfigValue(String name) {
        String value = properties.get(name);
        return new ConfigValue() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public String getValue() {
                return value;
            }

            @Override
            public String getRawValue() {
                return value;
            }

            @Override
            public String getSourceName() {
                return "map";
            }

            @Override
            public int getSourceOrdinal() {
                return ConfigSource.DEFAULT_ORDINAL;
            }
        };
    }

    @Override
    public Iterable<String> getPropertyNames() {
        return properties.keySet();
    }

    @Override
    public Iterable<ConfigSource> getConfigSources() {
        return List.of();
    }

    @Override
    public <T> Optional<Converter<T>> getConverter(Class<T> type) {
        return Optional.empty();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        throw new IllegalArgumentException("wraps nothing");
    }
}
