package org.souk.api.node;

import java.util.List;
import org.souk.api.body.NodeBodies;
import org.souk.core.common.ContentId;
import org.souk.core.link.Dispatch;
import org.souk.core.link.Endpoint;
import org.souk.core.link.TransferCredentials;
import org.souk.core.node.Node;
import org.souk.core.sessions.NodeSessions.Welcome;
import org.souk.core.task.Checkpoint;
import org.souk.core.task.TaskSpec;
import org.souk.core.units.Resources;
import org.souk.protocol.node.CheckpointRef;
import org.souk.protocol.node.MarketFrame;
import org.souk.protocol.node.PeerAddress;
import org.souk.protocol.node.TransferTicket;
import org.souk.protocol.rest.FileBody;
import org.souk.protocol.rest.ResourcesBody;

/** What the market says, in frames. */
final class MarketFrames {
    private MarketFrames() {}

    static MarketFrame.Welcome welcome(Welcome welcome) {
        Node node = welcome.node();
        return new MarketFrame.Welcome(
                node.id().value(),
                welcome.heartbeatEvery().toMillis(),
                welcome.lease().toMillis(),
                welcome.meanUptime().toMillis(),
                NodeBodies.body(node.offer()),
                NodeBodies.name(node.availability()));
    }

    static MarketFrame.Assign assign(Dispatch dispatch) {
        TaskSpec spec = dispatch.spec();
        Resources resources = spec.resources();
        List<FileBody> inputs = spec.inputs().stream()
                .map(file -> new FileBody(file.path(), file.content().value()))
                .toList();
        return new MarketFrame.Assign(
                dispatch.task().value(),
                dispatch.attempt().number(),
                dispatch.buyer().value(),
                spec.module().value(),
                spec.arguments(),
                spec.environment(),
                dispatch.clockStart(),
                spec.stdin().map(ContentId::value).orElse(null),
                inputs,
                spec.outputs(),
                new ResourcesBody(
                        resources.cpu().value(),
                        resources.ram().count(),
                        resources.storage().count()),
                spec.wallLimit().toMillis(),
                dispatch.attempt().fuelLimit().units(),
                dispatch.resumeFrom().map(MarketFrames::checkpoint).orElse(null),
                dispatch.snapshotKey().orElse(null));
    }

    private static CheckpointRef checkpoint(Checkpoint checkpoint) {
        return new CheckpointRef(
                checkpoint.content().value(),
                checkpoint.size().count(),
                checkpoint.at().fuel().units(),
                checkpoint.at().ran().toMillis());
    }

    static TransferTicket ticket(TransferCredentials ticket) {
        return new TransferTicket(
                ticket.move().value(),
                ticket.secret(),
                ticket.relay().map(MarketFrames::address).orElse(null),
                ticket.direct().map(MarketFrames::address).orElse(null),
                ticket.limit().count());
    }

    private static PeerAddress address(Endpoint endpoint) {
        return new PeerAddress(
                endpoint.host().orElse(null),
                endpoint.port(),
                endpoint.tls(),
                endpoint.certificate().orElse(null));
    }

    static MarketFrame.OfferChanged offerChanged(Node node) {
        return new MarketFrame.OfferChanged(NodeBodies.body(node.offer()), NodeBodies.name(node.availability()));
    }
}
