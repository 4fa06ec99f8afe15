package org.souk.protocol.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.stream.Collectors;

/**
 * Reads and writes messages.
 *
 * <p>Unknown fields, numbers for text, fractions for integers, duplicate keys and trailing tokens are errors: a typing
 * mistake in a request must not silently become a default.
 */
public final class Json {
    private static final int MAX_DEPTH = 32;
    private static final int MAX_STRING = 256 * 1024;
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    /** @throws Malformed when the text is no JSON or does not fit the type */
    public static <T> T read(String text, Class<T> type) {
        try {
            return present(MAPPER.readValue(text, type));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    /**
     * @throws Malformed when the content is no JSON or does not fit the type
     * @throws UncheckedIOException when the stream cannot be read
     */
    public static <T> T read(InputStream in, Class<T> type) {
        try {
            return present(MAPPER.readValue(in, type));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static String write(Object message) {
        try {
            return MAPPER.writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), e);
        }
    }

    public static byte[] bytes(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a message: " + message.getClass(), e);
        }
    }

    private static <T> T present(T message) {
        if (message == null) {
            throw new Malformed("", "is null", null);
        }
        return message;
    }

    private static Malformed malformed(JsonProcessingException e) {
        if (e instanceof JsonMappingException mapping) {
            String field = path(mapping);
            if (e instanceof UnrecognizedPropertyException) {
                return new Malformed(field, "is not known here", e);
            }
            if (e instanceof InvalidTypeIdException) {
                return new Malformed("type", "is missing or not known here", e);
            }
            if (e instanceof InvalidFormatException format) {
                return new Malformed(field, "cannot be '" + shortened(String.valueOf(format.getValue())) + "'", e);
            }
            if (e instanceof MismatchedInputException mismatch) {
                String wanted = mismatch.getTargetType() == null
                        ? "another type"
                        : mismatch.getTargetType().getSimpleName();
                return new Malformed(field, "is missing or not of type " + wanted, e);
            }
            return new Malformed(field, shortened(String.valueOf(mapping.getOriginalMessage())), e);
        }
        if (e instanceof JsonParseException) {
            return new Malformed(
                    "",
                    "is not JSON: " + shortened(e.getOriginalMessage()) + " (line "
                            + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ")",
                    e);
        }
        return new Malformed("", shortened(String.valueOf(e.getOriginalMessage())), e);
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(Json::step)
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static String step(Reference reference) {
        return reference.getFieldName() != null ? reference.getFieldName() : "[" + reference.getIndex() + "]";
    }

    private static String shortened(String text) {
        String line = text.lines().findFirst().orElse("");
        return line.length() <= 200 ? line : line.substring(0, 200) + "…";
    }

    private static ObjectMapper mapper() {
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(MAX_DEPTH)
                        .maxStringLength(MAX_STRING)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
        return JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new ParameterNamesModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .withCoercionConfig(
                        LogicalType.Textual, c -> c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Integer, c -> c.setCoercion(CoercionInputShape.String, CoercionAction.Fail))
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .build();
    }
}
