package org.souk.api.body;

import java.util.List;
import java.util.regex.Pattern;
import org.souk.core.common.AccountId;
import org.souk.core.common.ContentId;
import org.souk.core.common.InvalidRequest;
import org.souk.core.common.NodeId;
import org.souk.core.common.NotFound;
import org.souk.core.common.TaskId;
import org.souk.core.units.Resources;
import org.souk.ipfs.Cid;
import org.souk.ipfs.InvalidCid;
import org.souk.protocol.rest.ResourcesBody;

/** Checks that several bodies share. */
public final class Fields {
    /** Every identifier that the market makes looks so; nothing else is worth a query. */
    private static final Pattern ID = Pattern.compile("[0-9a-z]{1,40}");

    private Fields() {}

    /** @throws NotFound for what cannot be a task's id */
    public static TaskId task(String id) {
        return new TaskId(known("task", id));
    }

    /** @throws NotFound for what cannot be a node's id */
    public static NodeId node(String id) {
        return new NodeId(known("node", id));
    }

    /** @throws NotFound for what cannot be an account's id */
    public static AccountId account(String id) {
        return new AccountId(known("account", id));
    }

    /** @throws NotFound for what cannot be an array's id */
    public static String array(String id) {
        return known("array", id);
    }

    private static String known(String kind, String id) {
        if (!isId(id)) {
            throw new NotFound(kind, "of that id");
        }
        return id;
    }

    /** True for what can be an identifier of the market. */
    public static boolean isId(String text) {
        return text != null && ID.matcher(text).matches();
    }

    /**
     * The body of a request; one without any content and media type has none.
     *
     * @throws InvalidRequest when there is none
     */
    public static <T> T body(T body) {
        return present("body", body);
    }

    /** @throws InvalidRequest when it is missing; the market knows which names will do */
    public static String name(String name) {
        return present("name", name);
    }

    /** @throws InvalidRequest when it is missing; the market knows which plans there are */
    public static String plan(String name) {
        return present("plan", name);
    }

    static <T> T present(String field, T value) {
        if (value == null) {
            throw new InvalidRequest(field, "is missing");
        }
        return value;
    }

    static <T> List<T> list(String field, List<T> values) {
        if (values == null) {
            return List.of();
        }
        for (int i = 0; i < values.size(); i++) {
            present(field + "[" + i + "]", values.get(i));
        }
        return values;
    }

    static ContentId content(String field, String cid) {
        try {
            return new ContentId(Cid.parse(present(field, cid)).toString());
        } catch (InvalidCid e) {
            throw new InvalidRequest(field, "is not a " + e.getMessage());
        }
    }

    static Resources resources(String field, ResourcesBody body) {
        present(field, body);
        notNegative(field + ".cpuMillis", body.cpuMillis());
        notNegative(field + ".ramBytes", body.ramBytes());
        notNegative(field + ".storageBytes", body.storageBytes());
        return Resources.of(body.cpuMillis(), body.ramBytes(), body.storageBytes());
    }

    static ResourcesBody body(Resources resources) {
        return new ResourcesBody(
                resources.cpu().value(),
                resources.ram().count(),
                resources.storage().count());
    }

    static long notNegative(String field, long value) {
        if (value < 0) {
            throw new InvalidRequest(field, "must not be negative");
        }
        return value;
    }
}
