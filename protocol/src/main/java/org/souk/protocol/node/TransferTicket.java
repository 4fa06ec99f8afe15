package org.souk.protocol.node;

/**
 * What the two nodes of a move show to each other, or to the relay, so that one may send and the other receive.
 *
 * @param move id of the move
 * @param secret known to the market and to these two nodes only
 * @param relay the market's relay, to which both connect; absent where the market has none
 * @param direct the target itself, for a source that can reach it; absent in the target's own ticket
 * @param limitBytes more than a snapshot of this task can be: whoever receives more breaks off
 */
public record TransferTicket(String move, String secret, PeerAddress relay, PeerAddress direct, long limitBytes) {
    /** Without the secret, so that no log has it. */
    @Override
    public String toString() {
        return "TransferTicket[move=" + move + ", relay=" + relay + ", direct=" + direct + "]";
    }
}
