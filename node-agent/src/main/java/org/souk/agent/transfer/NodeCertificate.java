package org.souk.agent.transfer;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.List;

/**
 * A key and a certificate that this process signed itself. Nobody trusts it by its name: the market tells its fingerprint
 * to the source of a move, which takes this one and no other.
 *
 * @param fingerprint SHA-256 of the certificate, in lower-case hex
 */
record NodeCertificate(PrivateKey key, X509Certificate certificate, String fingerprint) {
    private static final Duration CLOCKS_DIFFER_BY = Duration.ofDays(2);
    private static final Duration LIFE = Duration.ofDays(3650);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OBJECT_IDENTIFIER = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int VERSION_TAG = 0xa0;
    private static final byte[] VERSION_3 = {2};
    /** 1.2.840.10045.4.3.2: ECDSA with SHA-256. */
    private static final byte[] ECDSA_SHA256 = HexFormat.of().parseHex("2a8648ce3d040302");
    /** 2.5.4.3: common name. */
    private static final byte[] COMMON_NAME = HexFormat.of().parseHex("550403");

    /** A fresh one on the curve P-256. */
    static NodeCertificate create(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] encoded = signed(pair, now);
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(encoded));
            return new NodeCertificate(pair.getPrivate(), certificate, fingerprint(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java signs with P-256", e);
        }
    }

    static String fingerprint(X509Certificate certificate) throws GeneralSecurityException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded()));
    }

    /** RFC 5280, 4.1: version, serial number, algorithm, issuer, validity, subject, key; then the signature over them. */
    private static byte[] signed(KeyPair pair, Instant now) throws GeneralSecurityException {
        byte[] algorithm = der(SEQUENCE, der(OBJECT_IDENTIFIER, ECDSA_SHA256));
        byte[] commonName = der(
                SEQUENCE,
                der(OBJECT_IDENTIFIER, COMMON_NAME),
                der(UTF8_STRING, "souk node".getBytes(StandardCharsets.UTF_8)));
        byte[] name = der(SEQUENCE, der(SET, commonName));
        byte[] serial =
                new BigInteger(127, new SecureRandom()).add(BigInteger.ONE).toByteArray();
        byte[] toSign = der(
                SEQUENCE,
                der(VERSION_TAG, der(INTEGER, VERSION_3)),
                der(INTEGER, serial),
                algorithm,
                name,
                der(SEQUENCE, time(now.minus(CLOCKS_DIFFER_BY)), time(now.plus(LIFE))),
                name,
                pair.getPublic().getEncoded());
        Signature signature = Signature.getInstance("SHA256withECDSA");
        signature.initSign(pair.getPrivate());
        signature.update(toSign);
        byte[] noUnusedBits = {0};
        return der(SEQUENCE, toSign, algorithm, der(BIT_STRING, noUnusedBits, signature.sign()));
    }

    private static byte[] time(Instant instant) {
        return der(GENERALIZED_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    /** Tag, length, content (X.690, 8.1). */
    private static byte[] der(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        List.of(parts).forEach(content::writeBytes);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] bytes = BigInteger.valueOf(length).toByteArray();
            int leading = bytes[0] == 0 ? 1 : 0;
            out.write(0x80 | (bytes.length - leading));
            out.write(bytes, leading, bytes.length - leading);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
