package org.souk.protocol.node;

/** How far one of the two nodes of a move is. */
public enum MoveStage {
    /** The target fetches and compiles. */
    PREPARING,
    /** The target could take the program over at once. */
    PREPARED,
    /** The source has been told to let go; the program may still run, or its snapshot is on the way. */
    DEPARTING,
    /** On the source the program stands still and its snapshot is complete. */
    DEPARTED,
    /** On the target the program is restored and stands still. */
    RESTORED
}
