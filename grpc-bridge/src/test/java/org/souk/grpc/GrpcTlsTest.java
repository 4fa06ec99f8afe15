package org.souk.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.souk.grpc.v1.GetVersionRequest;
import org.souk.grpc.v1.VersionServiceGrpc;
import org.souk.testing.Patience;

class GrpcTlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    static Path folder;

    private static Path certificate;
    private static Path key;

    /** By the JDK's own tool, as an operator could. */
    @BeforeAll
    static void makeCertificate() throws Exception {
        Path store = folder.resolve("store.p12");
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "souk",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1",
                "-validity",
                "2",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                new String(PASSWORD));
        Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(keytool.waitFor(Patience.SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(keytool.exitValue()).as(said).isZero();
        KeyStore opened = KeyStore.getInstance(store.toFile(), PASSWORD);
        certificate = pem("CERTIFICATE", opened.getCertificate("souk").getEncoded());
        key = pem("PRIVATE KEY", opened.getKey("souk", PASSWORD).getEncoded());
    }

    private static Path pem(String type, byte[] content) throws Exception {
        String text = "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + type
                + "-----\n";
        return Files.writeString(folder.resolve(type.replace(' ', '-') + ".pem"), text);
    }

    private static GrpcServer start(Path shown, Path by) {
        GrpcListener listener =
                GrpcListener.of("127.0.0.1", 0, Optional.of(shown.toString()), Optional.of(by.toString()));
        return GrpcServer.start(
                listener, GrpcLimits.DEFAULT, Runnable::run, List.of(new VersionService("1").bindService()));
    }

    @Test
    void clientThatKnowsTheCertificateIsAnswered() throws Exception {
        try (GrpcServer server = start(certificate, key)) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", server.port())
                    .sslContext(GrpcSslContexts.forClient()
                            .trustManager(certificate.toFile())
                            .build())
                    .build();
            try {
                assertThat(version(channel)).isEqualTo("1");
            } finally {
                channel.shutdownNow();
            }
        }
    }

    @Test
    void clientWithoutTlsIsNotAnswered() {
        try (GrpcServer server = start(certificate, key)) {
            ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", server.port())
                    .usePlaintext()
                    .build();
            try {
                assertThatThrownBy(() -> version(channel)).isInstanceOf(StatusRuntimeException.class);
            } finally {
                channel.shutdownNow();
            }
        }
    }

    private static String version(ManagedChannel channel) {
        return VersionServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(Patience.SECONDS, TimeUnit.SECONDS)
                .getVersion(GetVersionRequest.getDefaultInstance())
                .getVersion();
    }

    @Test
    void unusableCertificateIsNamed() {
        Path nowhere = folder.resolve("nowhere.pem");

        assertThatThrownBy(() -> start(nowhere, key))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere.pem")
                .hasMessageContaining("souk.grpc.tls.certificate");
        assertThatThrownBy(() -> start(key, certificate)).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void certificateWithoutKeyIsRefused() {
        assertThatThrownBy(() -> GrpcListener.of("127.0.0.1", 0, Optional.of("c.pem"), Optional.empty()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("souk.grpc.tls.key");
    }
}
