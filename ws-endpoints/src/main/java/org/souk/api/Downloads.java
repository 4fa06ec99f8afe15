package org.souk.api;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NotFound;
import org.souk.ipfs.BlockMissing;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;

/**
 * Answers with stored content. It comes from strangers, so no browser may show it as a page of ours: always an
 * attachment, never sniffed, without any rights.
 */
@ApplicationScoped
public class Downloads {
    /** The media type of a content-addressed archive: a file or folder with all its blocks. */
    public static final String CAR = "application/vnd.ipld.car";

    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    @Inject
    ContentStore store;

    /** Content by a CID that the market has recorded. */
    Response content(ContentId content, String format) throws IOException {
        return answer(Cid.parse(content.value()), isCar(format, null)).build();
    }

    /** What a program wrote, as text. */
    Response text(ContentId content) throws IOException {
        return answer(Cid.parse(content.value()), false)
                .type(MediaType.TEXT_PLAIN_TYPE)
                .build();
    }

    /**
     * @throws NotFound when it is not stored
     */
    ResponseBuilder answer(Cid cid, boolean car) throws IOException {
        long size = size(cid);
        StreamingOutput body = car ? out -> store.exportCar(cid, out) : out -> store.copyTo(cid, out);
        ResponseBuilder answer = headers(cid, car).entity(body);
        return car ? answer : answer.header(HttpHeaders.CONTENT_LENGTH, size);
    }

    /** As {@link #answer}, without the content. */
    ResponseBuilder head(Cid cid, boolean car) throws IOException {
        long size = size(cid);
        ResponseBuilder answer = headers(cid, car);
        return car ? answer : answer.header(HttpHeaders.CONTENT_LENGTH, size);
    }

    private long size(Cid cid) throws IOException {
        try {
            return store.size(cid);
        } catch (BlockMissing e) {
            throw new NotFound("content", cid);
        }
    }

    private static ResponseBuilder headers(Cid cid, boolean car) {
        return Response.ok()
                .type(car ? CAR : MediaType.APPLICATION_OCTET_STREAM)
                .tag(tag(cid, car))
                .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
                .header(HttpHeaders.VARY, "Accept, Authorization")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", "sandbox; default-src 'none'")
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        "attachment; filename=\"" + cid + (car ? ".car" : ".bin") + "\"");
    }

    static EntityTag tag(Cid cid, boolean car) {
        return new EntityTag(car ? cid + ".car" : cid.toString());
    }

    /** @throws InvalidRequest naming {@code format} */
    static boolean isCar(String format, HttpHeaders headers) {
        if (format != null) {
            if (!format.equals("car") && !format.equals("raw")) {
                throw new InvalidRequest("format", "'" + format + "' is neither raw nor car");
            }
            return format.equals("car");
        }
        return headers != null
                && !headers.getAcceptableMediaTypes().isEmpty()
                && CAR.equals(headers.getAcceptableMediaTypes().get(0).toString());
    }
}
