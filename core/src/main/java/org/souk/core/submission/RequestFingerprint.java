package org.souk.core.submission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.souk.core.common.ContentId;
import org.souk.core.common.TaskId;
import org.souk.core.task.ArrayRange;
import org.souk.core.task.Placement;
import org.souk.core.task.TaskFile;
import org.souk.core.task.TaskSpec;
import org.souk.core.task.Workflow;
import org.souk.core.units.Fuel;
import org.souk.core.units.Money;
import org.souk.core.units.Resources;

/**
 * Tells a repeated request from another one under the same idempotency key. It depends on what was asked for alone: not on
 * how a record prints itself, nor on fields that this request does not use, so that a request which was stored by an older
 * market is known again by a newer one.
 *
 * <p>It is {@code v1:} and the SHA-256 of the request's canonical form in URL-safe base 64 without padding: 46 characters,
 * where 64 can be stored. Whoever changes the form of fields that exist makes it {@code v2:} and keeps the old form for
 * what is stored; a new field that may be absent needs neither.
 */
public final class RequestFingerprint {
    private static final String VERSION = "v1:";
    private static final Pattern UNVERSIONED = Pattern.compile("[0-9a-f]{64}");

    private RequestFingerprint() {}

    /**
     * The fingerprint of a request as it is stored from now on.
     *
     * @param batch whether the orders came as a batch; one that came alone is another request than a batch of one
     * @param orders at least one, in the order of the request
     */
    public static String of(boolean batch, List<TaskOrder> orders) {
        CanonicalForm form = new CanonicalForm()
                .flag("batch", batch)
                .parts("orders", orders.stream().map(RequestFingerprint::order).toList());
        return VERSION + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(form.toBytes()));
    }

    /**
     * Whether a stored fingerprint is this request's. Those without a version were made of what the records print; they are
     * compared in that way, so that an upgrade between a request and its repetition makes no conflict of it.
     *
     * @param stored made by {@link #of} or by a market that knew no versions
     * @param batch whether the orders came as a batch
     * @param orders at least one, in the order of the request
     */
    public static boolean matches(String stored, boolean batch, List<TaskOrder> orders) {
        return UNVERSIONED.matcher(stored).matches()
                ? stored.equals(unversioned(batch, orders))
                : stored.equals(of(batch, orders));
    }

    private static String unversioned(boolean batch, List<TaskOrder> orders) {
        String text = batch ? orders.toString() : orders.get(0).toString();
        return HexFormat.of().formatHex(sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static CanonicalForm order(TaskOrder order) {
        CanonicalForm form = new CanonicalForm()
                .part("spec", spec(order.spec()))
                .text("label", order.label())
                .texts("after", order.after());
        order.array().ifPresent(range -> form.part("array", array(range)));
        return form;
    }

    private static CanonicalForm array(ArrayRange range) {
        return new CanonicalForm()
                .number("from", range.from())
                .number("to", range.to())
                .number("atOnce", range.atOnce());
    }

    private static CanonicalForm spec(TaskSpec spec) {
        CanonicalForm form = new CanonicalForm()
                .text("name", spec.name())
                .text("module", spec.module().value())
                .texts("arguments", spec.arguments())
                .texts("environment", spec.environment())
                .text("stdin", spec.stdin().map(ContentId::value))
                .parts(
                        "inputs",
                        spec.inputs().stream().map(RequestFingerprint::file).toList())
                .texts("outputs", spec.outputs())
                .part("resources", resources(spec.resources()))
                .text("priority", spec.priority().name())
                .number("maxPrice", spec.maxPrice().micros())
                .duration("wallLimit", spec.wallLimit())
                .part("placement", placement(spec.placement()))
                .part("workflow", workflow(spec.workflow()));
        spec.deadline().ifPresent(deadline -> form.time("deadline", deadline));
        spec.offer().map(Money::micros).ifPresent(offer -> form.number("offer", offer));
        spec.fuelLimit().map(Fuel::units).ifPresent(fuel -> form.number("fuelLimit", fuel));
        spec.expected().ifPresent(expected -> form.duration("expected", expected));
        return form;
    }

    private static CanonicalForm file(TaskFile file) {
        return new CanonicalForm()
                .text("path", file.path())
                .text("content", file.content().value());
    }

    private static CanonicalForm resources(Resources resources) {
        return new CanonicalForm()
                .number("cpu", resources.cpu().value())
                .number("ram", resources.ram().count())
                .number("storage", resources.storage().count());
    }

    private static CanonicalForm placement(Placement placement) {
        return new CanonicalForm()
                .text("requirements", placement.requirements())
                .text("pool", placement.pool())
                .flag("burst", placement.burst())
                .flag("widening", placement.widening());
    }

    private static CanonicalForm workflow(Workflow workflow) {
        CanonicalForm form = new CanonicalForm()
                .texts("after", workflow.after().stream().map(TaskId::value).collect(Collectors.toSet()));
        workflow.array()
                .ifPresent(element -> form.part(
                        "array",
                        new CanonicalForm()
                                .text("array", element.array())
                                .number("index", element.index())
                                .number("atOnce", element.atOnce())));
        return form;
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
