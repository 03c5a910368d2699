package io.shiyun.provider.ssh;

import io.shiyun.model.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/** The private keys that log in, read once. What cannot be read is told without its content. Thread-safe. */
final class LoginKeys {
    private static final int MOST = 64;

    private final SshOptions.Login login;
    private final Map<Path, List<KeyPair>> files = new ConcurrentHashMap<>();

    LoginKeys(SshOptions.Login login) {
        this.login = login;
    }

    /** Returns the keys for this machine: its own, or those of the cloud. */
    List<KeyPair> of(Machine machine) {
        List<KeyPair> keys = new ArrayList<>();
        Optional<Path> file = machine.keyFile().or(login::keyFile);
        file.ifPresent(path -> keys.addAll(file(path)));
        if (machine.keyFile().isEmpty()) {
            login.key().ifPresent(text -> keys.addAll(text(text)));
        }
        return keys;
    }

    private List<KeyPair> file(Path path) {
        List<KeyPair> known = files.get(path);
        if (known != null) {
            return known;
        }
        List<KeyPair> read;
        try (InputStream in = Files.newInputStream(path)) {
            read = read("the key file " + path, in);
        } catch (NoSuchFileException none) {
            throw Problems.invalid("the key file " + path + " does not exist");
        } catch (IOException unreadable) {
            throw Problems.invalid("the key file " + path + " cannot be read: "
                    + unreadable.getClass().getSimpleName());
        }
        if (files.size() < MOST) {
            files.put(path, read);
        }
        return read;
    }

    private List<KeyPair> text(Secret key) {
        return read(
                "the setting 'key'",
                new ByteArrayInputStream((key.reveal().strip() + "\n").getBytes(StandardCharsets.UTF_8)));
    }

    private List<KeyPair> read(String what, InputStream in) {
        FilePasswordProvider passphrase = login.passphrase()
                .map(Secret::reveal)
                .map(FilePasswordProvider::of)
                .orElse(null);
        List<KeyPair> keys = new ArrayList<>();
        try {
            Iterable<KeyPair> found =
                    SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName(what), in, passphrase);
            if (found != null) {
                found.forEach(keys::add);
            }
        } catch (IOException | GeneralSecurityException | RuntimeException wrong) {
            // Not kept as the cause: its message may quote what was read.
            throw Problems.invalid(
                    what + " cannot be opened (" + wrong.getClass().getSimpleName() + "): "
                            + (passphrase == null
                                    ? "if it is encrypted, set 'key-passphrase'"
                                    : "the setting 'key-passphrase' is wrong, or it is no private key"));
        }
        if (keys.isEmpty()) {
            throw Problems.invalid(what + " holds no private key");
        }
        return keys;
    }
}
