package org.souk.api;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HEAD;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.ResponseBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.souk.api.http.TooLarge;
import org.souk.core.common.InvalidRequest;
import org.souk.ipfs.BlockMissing;
import org.souk.ipfs.CarLimits;
import org.souk.ipfs.Cid;
import org.souk.ipfs.ContentStore;
import org.souk.ipfs.InvalidCid;
import org.souk.protocol.rest.StoredFile;

/**
 * Modules, inputs and outputs by their CID. Whoever knows a CID and has a token may read the content: a CID is as hard
 * to guess as the content itself.
 */
@Path("/files")
@ApplicationScoped
@RolesAllowed({"buyer", "seller", "operator", "node"})
public class FileResource {
    @Inject
    ContentStore store;

    @Inject
    Downloads downloads;

    @Inject
    @ConfigProperty(name = "souk.files.max-bytes", defaultValue = "1073741824")
    long maxBytes;

    /** Stores a file. */
    @POST
    @Consumes(MediaType.APPLICATION_OCTET_STREAM)
    @Produces(MediaType.APPLICATION_JSON)
    public Response add(@HeaderParam(HttpHeaders.CONTENT_LENGTH) String length, InputStream content)
            throws IOException {
        refuseEarly(length);
        return stored(store.add(content, maxBytes));
    }

    /** Stores a file or folder with all its blocks. */
    @POST
    @Consumes(Downloads.CAR)
    @Produces(MediaType.APPLICATION_JSON)
    public Response addCar(@HeaderParam(HttpHeaders.CONTENT_LENGTH) String length, InputStream car) throws IOException {
        refuseEarly(length);
        try {
            return stored(store.importCar(car, CarLimits.ofBytes(maxBytes)));
        } catch (BlockMissing e) {
            throw new InvalidRequest("body", "lacks a block: " + e.getMessage());
        }
    }

    private void refuseEarly(String length) {
        if (length != null && length.matches("[0-9]{1,18}") && Long.parseLong(length) > maxBytes) {
            throw new TooLarge(maxBytes);
        }
    }

    private Response stored(Cid cid) throws IOException {
        StoredFile file = new StoredFile(cid.toString(), store.size(cid));
        return Response.created(URI.create("files/" + cid)).entity(file).build();
    }

    @GET
    @Path("{cid}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, Downloads.CAR})
    public Response read(
            @PathParam("cid") String text,
            @QueryParam("format") String format,
            @Context HttpHeaders headers,
            @Context Request request)
            throws IOException {
        Cid cid = cid(text);
        boolean car = Downloads.isCar(format, headers);
        ResponseBuilder unchanged = request.evaluatePreconditions(Downloads.tag(cid, car));
        return unchanged != null
                ? unchanged.build()
                : downloads.answer(cid, car).build();
    }

    @HEAD
    @Path("{cid}")
    @Produces({MediaType.APPLICATION_OCTET_STREAM, Downloads.CAR})
    public Response head(
            @PathParam("cid") String text, @QueryParam("format") String format, @Context HttpHeaders headers)
            throws IOException {
        return downloads.head(cid(text), Downloads.isCar(format, headers)).build();
    }

    private static Cid cid(String text) {
        try {
            return Cid.parse(text);
        } catch (InvalidCid e) {
            throw new InvalidRequest("cid", "is not a " + e.getMessage());
        }
    }
}
