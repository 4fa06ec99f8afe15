package org.souk.ipfs;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * The name of a block or of the content below it: a CIDv1 with the codec raw or dag-pb and a sha2-256 multihash.
 *
 * <p>Written in base32 lower case it has {@value #TEXT_LENGTH} characters; as bytes it has {@value #BYTE_LENGTH}. A
 * value of this type is always valid, and equal content has one spelling only.
 */
public final class Cid {
    /** Characters of the text form, with the multibase prefix {@code b}. */
    public static final int TEXT_LENGTH = 59;

    /** Bytes of the binary form. */
    public static final int BYTE_LENGTH = 36;

    private static final int DIGEST_LENGTH = 32;
    private static final int DIGEST_OFFSET = BYTE_LENGTH - DIGEST_LENGTH;
    private static final byte VERSION_1 = 1;
    private static final byte SHA2_256 = 0x12;
    private static final char BASE32_PREFIX = 'b';

    private final Codec codec;
    private final byte[] digest;

    private Cid(Codec codec, byte[] digest) {
        this.codec = codec;
        this.digest = digest;
    }

    /** The CID of a block with these bytes. */
    public static Cid of(Codec codec, byte[] block) {
        return new Cid(codec, sha256(block));
    }

    /**
     * Reads the text form.
     *
     * @throws InvalidCid when it is anything but a base32 lower-case CIDv1, raw or dag-pb, sha2-256
     */
    public static Cid parse(String text) {
        if (text == null || text.isEmpty()) {
            throw new InvalidCid("is empty");
        }
        if (text.startsWith("Qm") && text.length() == 46) {
            throw new InvalidCid(
                    "version 0 is not supported, give version 1 (ipfs cid base32 " + printable(text) + ")");
        }
        if (text.charAt(0) != BASE32_PREFIX) {
            throw new InvalidCid("multibase prefix of '" + printable(text)
                    + "' is not supported, expected base32 lower case ('b…')");
        }
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Base32.isDigit(c)) {
                throw new InvalidCid("'" + printable(text) + "' has a character at position " + (i + 1)
                        + " that is not base32 lower case (a-z, 2-7)");
            }
        }
        if (text.length() != TEXT_LENGTH) {
            throw new InvalidCid("'" + printable(text) + "' has " + text.length() + " characters, expected "
                    + TEXT_LENGTH + " (version 1, raw or dag-pb, sha2-256)");
        }
        Cid cid = fromBytes(Base32.decode(text.substring(1)));
        if (!cid.toString().equals(text)) {
            throw new InvalidCid("'" + text + "' has unused bits set in its last character");
        }
        return cid;
    }

    /**
     * Reads the binary form.
     *
     * @throws InvalidCid when it is anything but a CIDv1, raw or dag-pb, sha2-256, of exactly 36 bytes
     */
    public static Cid fromBytes(byte[] bytes) {
        if (bytes.length > 1 && bytes[0] == SHA2_256 && bytes[1] == DIGEST_LENGTH) {
            throw new InvalidCid("version 0 is not supported, expected version 1");
        }
        if (bytes.length < DIGEST_OFFSET) {
            throw new InvalidCid("has " + bytes.length + " bytes, expected " + BYTE_LENGTH);
        }
        if (bytes[0] != VERSION_1) {
            throw new InvalidCid("version " + (bytes[0] & 0xff) + " is not supported, expected 1");
        }
        Codec codec = codec(bytes[1]);
        if (bytes[2] != SHA2_256) {
            throw new InvalidCid("multihash code 0x" + Integer.toHexString(bytes[2] & 0xff)
                    + " is not supported, expected sha2-256 (0x12)");
        }
        if (bytes[3] != DIGEST_LENGTH) {
            throw new InvalidCid("digest length " + (bytes[3] & 0xff) + " is wrong, sha2-256 has " + DIGEST_LENGTH);
        }
        if (bytes.length != BYTE_LENGTH) {
            throw new InvalidCid("has " + bytes.length + " bytes, expected " + BYTE_LENGTH);
        }
        return new Cid(codec, Arrays.copyOfRange(bytes, DIGEST_OFFSET, BYTE_LENGTH));
    }

    private static Codec codec(byte code) {
        for (Codec codec : Codec.values()) {
            if (codec.code() == code) {
                return codec;
            }
        }
        throw new InvalidCid("codec 0x" + Integer.toHexString(code & 0xff)
                + " is not supported, expected raw (0x55) or dag-pb (0x70)");
    }

    /** How the block is to be read. */
    public Codec codec() {
        return codec;
    }

    /** The binary form, {@value #BYTE_LENGTH} bytes, a fresh copy. */
    public byte[] bytes() {
        byte[] bytes = new byte[BYTE_LENGTH];
        bytes[0] = VERSION_1;
        bytes[1] = (byte) codec.code();
        bytes[2] = SHA2_256;
        bytes[3] = DIGEST_LENGTH;
        System.arraycopy(digest, 0, bytes, DIGEST_OFFSET, DIGEST_LENGTH);
        return bytes;
    }

    /** Whether a block with these bytes has this CID. */
    public boolean verify(byte[] block) {
        return Arrays.equals(digest, sha256(block));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Cid that && codec == that.codec && Arrays.equals(digest, that.digest);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(digest) + codec.code();
    }

    /** The text form, base32 lower case. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(TEXT_LENGTH).append(BASE32_PREFIX);
        Base32.encode(bytes(), text);
        return text.toString();
    }

    /** What a stranger sent goes into messages only when it is short and cannot disturb a log or a terminal. */
    private static String printable(String text) {
        String head = text.length() <= 80 ? text : text.substring(0, 80) + "…";
        return head.replaceAll("[^\\x20-\\x7e…]", "?");
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
