package org.souk.persistence;

import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonBuilderFactory;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Writes and reads the JSON columns. The provider is looked up once: each look-up searches the class path. */
final class JsonText {
    private static final JsonProvider PROVIDER = JsonProvider.provider();
    private static final JsonBuilderFactory BUILDERS = PROVIDER.createBuilderFactory(Map.of());
    private static final JsonReaderFactory READERS = PROVIDER.createReaderFactory(Map.of());

    private JsonText() {}

    static JsonObjectBuilder object() {
        return BUILDERS.createObjectBuilder();
    }

    static JsonArrayBuilder texts(Collection<String> texts) {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        texts.forEach(array::add);
        return array;
    }

    static <T> JsonArrayBuilder objects(Collection<T> values, Function<T, JsonObjectBuilder> each) {
        JsonArrayBuilder array = BUILDERS.createArrayBuilder();
        values.forEach(value -> array.add(each.apply(value)));
        return array;
    }

    static JsonObject parse(String text) {
        try (JsonReader reader = READERS.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    static List<String> texts(JsonObject object, String name) {
        return object.getJsonArray(name).getValuesAs(JsonString::getString);
    }

    static <T> List<T> objects(JsonObject object, String name, Function<JsonObject, T> each) {
        return object.getJsonArray(name).getValuesAs((JsonValue value) -> each.apply(value.asJsonObject()));
    }

    static Optional<String> text(JsonObject object, String name) {
        return Optional.ofNullable(object.getString(name, null));
    }
}
