package org.souk.core.link;

import java.util.Optional;
import org.souk.core.common.MigrationId;
import org.souk.core.units.Bytes;

/**
 * What one of the two nodes of a move needs to send or receive the snapshot.
 *
 * @param secret shown to the other node, or to the relay
 * @param relay the market's, if it has one
 * @param direct the target itself, for the source, if it can be reached
 * @param limit more than the snapshot can be
 */
public record TransferCredentials(
        MigrationId move, String secret, Optional<Endpoint> relay, Optional<Endpoint> direct, Bytes limit) {
    /** Without the secret, so that no log has it. */
    @Override
    public String toString() {
        return "Ticket[" + move + ", relay " + relay + ", direct " + direct + "]";
    }
}
