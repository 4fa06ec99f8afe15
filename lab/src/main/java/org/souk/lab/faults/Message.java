package org.souk.lab.faults;

/**
 * What came over a WebSocket: a message with all of its fragments, or a control frame.
 *
 * @param raw as it was on the wire, with masks
 * @param text null unless it is a message of text
 */
record Message(byte[] raw, String text) {
    boolean isText() {
        return text != null;
    }
}
