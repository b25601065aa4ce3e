package metricsbuffer.suite.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * What a broker and its clients need for TLS and a password: a certificate that the JDK's keytool makes, for 127.0.0.1
 * and a day, and a user. The files are in the broker's directory, and go with it. Immutable.
 */
final class SecureListener {

    static final String NAME = "SECURE";

    private static final String USER = "consumer";
    private static final String ALIAS = "broker";
    private static final long KEYTOOL_SECONDS = 60;

    private final String password = UUID.randomUUID().toString();
    private final Path keyStore;
    private final Path certificate;
    private final Path secrets;

    SecureListener(Path directory) {
        keyStore = directory.resolve("broker.p12");
        certificate = directory.resolve("broker.pem");
        secrets = directory.resolve("secrets.properties");
        try {
            makeKeyStore();
            KeyStore store = KeyStore.getInstance(keyStore.toFile(), password.toCharArray());
            Files.writeString(certificate, "-----BEGIN CERTIFICATE-----\n"
                    + Base64.getMimeEncoder().encodeToString(store.getCertificate(ALIAS).getEncoded())
                    + "\n-----END CERTIFICATE-----\n");
            Files.writeString(secrets, "password=" + password + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("the broker's certificate could not be written", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the broker's certificate could not be read", e);
        }
    }

    String password() {
        return password;
    }

    /** The settings of the broker. */
    Map<String, String> brokerConfiguration() {
        String prefix = "listener.name." + NAME.toLowerCase(Locale.ROOT) + ".";
        return Map.of(
                prefix + "sasl.enabled.mechanisms", "PLAIN",
                prefix + "plain.sasl.jaas.config", "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " user_" + USER + "=\"" + password + "\";",
                prefix + "ssl.keystore.type", "PKCS12",
                prefix + "ssl.keystore.location", keyStore.toString(),
                prefix + "ssl.keystore.password", password,
                prefix + "ssl.key.password", password);
    }

    /** The settings of a client, with this password, or with a reference to one. */
    Map<String, String> clientConfiguration(String withPassword) {
        return Map.of(
                "security.protocol", "SASL_SSL",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", "org.apache.kafka.common.security.plain.PlainLoginModule required"
                        + " username=\"" + USER + "\" password=\"" + withPassword + "\";",
                "ssl.truststore.type", "PEM",
                "ssl.truststore.location", certificate.toString(),
                "config.providers", "file",
                "config.providers.file.class", "org.apache.kafka.common.config.provider.FileConfigProvider");
    }

    /** Stands for the password in a client's settings: the client reads it from a file. */
    String passwordInFile() {
        return "${file:" + secrets + ":password}";
    }

    private void makeKeyStore() throws IOException {
        Process keytool = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair", "-alias", ALIAS, "-keyalg", "EC", "-dname", "CN=127.0.0.1", "-ext", "san=ip:127.0.0.1",
                "-validity", "1", "-storetype", "PKCS12", "-keystore", keyStore.toString(), "-storepass", password)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS) || keytool.exitValue() != 0) {
                throw new IllegalStateException("keytool made no certificate for the broker");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while keytool made a certificate", e);
        } finally {
            keytool.destroyForcibly();
        }
    }
}
