package io.shiyun.wire.rig;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * A certificate that nobody signed but itself, made by the JDK's keytool.
 *
 * @param context what a server shows it with
 * @param pem the file that a client may trust
 */
public record Certificates(SSLContext context, Path pem) {
    private static final char[] PASSWORD = "for-tests".toCharArray();

    /** Makes one for 127.0.0.1 that is valid now, in files of this folder. */
    public static Certificates selfSigned(Path folder) throws IOException, GeneralSecurityException {
        return make(folder, "valid", "san=ip:127.0.0.1", "-1d", 30);
    }

    /** Makes one for 127.0.0.1 that was valid until last week, in files of this folder. */
    public static Certificates expired(Path folder) throws IOException, GeneralSecurityException {
        return make(folder, "expired", "san=ip:127.0.0.1", "-30d", 23);
    }

    /** Makes one for another host, in files of this folder. */
    public static Certificates ofAnotherHost(Path folder) throws IOException, GeneralSecurityException {
        return make(folder, "other", "san=dns:other.example", "-1d", 30);
    }

    private static Certificates make(Path folder, String name, String host, String start, int days)
            throws IOException, GeneralSecurityException {
        Path store = folder.resolve(name + ".p12");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair"));
        command.addAll(List.of("-alias", "rig", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=rig"));
        command.addAll(List.of("-ext", host, "-startdate", start, "-validity", Integer.toString(days)));
        command.addAll(List.of("-keystore", store.toString(), "-storetype", "PKCS12"));
        command.addAll(List.of("-storepass", new String(PASSWORD)));
        run(command, folder.resolve(name + ".log"));
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        String encoded = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.getCertificate("rig").getEncoded());
        Path pem = Files.writeString(
                folder.resolve(name + ".pem"),
                "-----BEGIN CERTIFICATE-----\n" + encoded + "\n-----END CERTIFICATE-----\n");
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new Certificates(context, pem);
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new IOException("keytool failed: " + Files.readString(log, StandardCharsets.UTF_8));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
