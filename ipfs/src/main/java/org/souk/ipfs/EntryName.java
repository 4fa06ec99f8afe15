package org.souk.ipfs;

import java.nio.charset.StandardCharsets;

/** The names that a folder's entries may have: those that are one file name, on every system, and nothing else. */
final class EntryName {
    /** Bytes of the longest name, as on common file systems. */
    private static final int MAX_BYTES = 255;

    private EntryName() {}

    static void requireSafe(String name) throws InvalidContent {
        if (name.isEmpty()) {
            throw new InvalidContent("folder entry has an empty name");
        }
        if (name.equals(".") || name.equals("..")) {
            throw new InvalidContent("folder entry has the name '" + name + "', which would leave the folder");
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '/' || c == '\\') {
                throw new InvalidContent("folder entry '" + printable(name) + "' has a path separator in its name");
            }
            if (Character.isISOControl(c) || c == '\uFFFD') {
                throw new InvalidContent("folder entry '" + printable(name)
                        + "' has a control character or undecodable byte in its name");
            }
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw new InvalidContent(
                    "folder entry '" + printable(name) + "' has a name of more than " + MAX_BYTES + " bytes");
        }
    }

    private static String printable(String name) {
        String head = name.length() <= 40 ? name : name.substring(0, 40) + "…";
        return head.replaceAll("\\p{Cntrl}", "?");
    }
}
