package org.souk.api.http;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.ext.MessageBodyReader;
import jakarta.ws.rs.ext.MessageBodyWriter;
import jakarta.ws.rs.ext.Provider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import org.souk.protocol.json.Json;
import org.souk.protocol.rest.Problem;

/**
 * Reads and writes the protocol's bodies with its own strict codec. Declared for records, since the provider of the
 * nearest type is taken: declared for objects it would compete with the server's own JSON provider, and which of two
 * equals wins changes from start to start.
 */
@Provider
@Consumes({MediaType.APPLICATION_JSON, Problems.MEDIA_TYPE})
@Produces({MediaType.APPLICATION_JSON, Problems.MEDIA_TYPE})
public class JsonBodies implements MessageBodyReader<Record>, MessageBodyWriter<Record> {
    /** Longest request body, in bytes. */
    static final int MAX_BYTES = 1 << 20;

    private static final Package BODIES = Problem.class.getPackage();

    @Override
    public boolean isReadable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return BODIES.equals(type.getPackage());
    }

    @Override
    public Record readFrom(
            Class<Record> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, String> headers,
            InputStream body)
            throws IOException {
        byte[] bytes = body.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw new TooLarge(MAX_BYTES);
        }
        return Json.read(new ByteArrayInputStream(bytes), type);
    }

    @Override
    public boolean isWriteable(Class<?> type, Type generic, Annotation[] annotations, MediaType media) {
        return BODIES.equals(type.getPackage());
    }

    @Override
    public void writeTo(
            Record body,
            Class<?> type,
            Type generic,
            Annotation[] annotations,
            MediaType media,
            MultivaluedMap<String, Object> headers,
            OutputStream out)
            throws IOException {
        out.write(Json.bytes(body));
    }
}
