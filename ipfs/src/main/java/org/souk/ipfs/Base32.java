package org.souk.ipfs;

/**
 * RFC 4648 base32 in lower case without padding, of which multibase makes its {@code b} form. Written here because the
 * encoder of copper-multibase 4.0.0 gives wrong characters for bytes above 0x7f.
 */
final class Base32 {
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Base32() {}

    static void encode(byte[] bytes, StringBuilder text) {
        int bits = 0;
        int pending = 0;
        for (byte next : bytes) {
            pending = (pending << 8) | (next & 0xff);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                text.append(ALPHABET.charAt((pending >> bits) & 31));
            }
            pending &= (1 << bits) - 1;
        }
        if (bits > 0) {
            text.append(ALPHABET.charAt((pending << (5 - bits)) & 31));
        }
    }

    static boolean isDigit(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '2' && c <= '7');
    }

    /** Reads text of which every character {@link #isDigit}; bits beyond the last whole byte are left out. */
    static byte[] decode(CharSequence text) {
        byte[] bytes = new byte[text.length() * 5 / 8];
        int at = 0;
        int bits = 0;
        int pending = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            pending = (pending << 5) | (c >= 'a' ? c - 'a' : c - '2' + 26);
            bits += 5;
            if (bits >= 8) {
                bits -= 8;
                bytes[at++] = (byte) (pending >> bits);
                pending &= (1 << bits) - 1;
            }
        }
        return bytes;
    }
}
