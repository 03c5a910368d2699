package io.shiyun.provider.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.client.config.hosts.KnownHostEntry;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;

/** The host keys that the owner of the known-hosts file trusts. Nothing is ever added to the file. */
final class HostKeys {
    private final Path file;

    HostKeys(Path file) {
        this.file = file;
    }

    /**
     * What the file says of one machine.
     *
     * @param trusted its keys
     * @param revoked keys that must not be used
     * @param authorities whether it has certificate authorities, which are not followed
     */
    record Known(List<PublicKey> trusted, List<PublicKey> revoked, boolean authorities) {
        /** Returns the kinds of its keys, such as ssh-ed25519. */
        List<String> kinds() {
            return trusted.stream().map(KeyUtils::getKeyType).distinct().toList();
        }
    }

    /** Returns what the file says of the machine; lines that cannot be read say nothing, as for OpenSSH. */
    Known of(Machine machine) throws IOException {
        List<PublicKey> trusted = new ArrayList<>();
        List<PublicKey> revoked = new ArrayList<>();
        boolean authorities = false;
        for (String line : lines()) {
            KnownHostEntry entry = entry(line).orElse(null);
            if (entry == null || !entry.isHostMatch(machine.address(), machine.port())) {
                continue;
            }
            String marker = entry.getMarker() == null ? "" : entry.getMarker();
            if (marker.equals("cert-authority")) {
                authorities = true;
            } else {
                key(entry).ifPresent((marker.equals("revoked") ? revoked : trusted)::add);
            }
        }
        return new Known(trusted, revoked, authorities);
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return List.of();
        }
    }

    private static Optional<KnownHostEntry> entry(String line) {
        try {
            return Optional.ofNullable(KnownHostEntry.parseKnownHostEntry(line));
        } catch (RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Optional<PublicKey> key(KnownHostEntry entry) {
        try {
            return Optional.ofNullable(entry.getKeyEntry().resolvePublicKey(null, PublicKeyEntryResolver.IGNORING));
        } catch (IOException | GeneralSecurityException | RuntimeException unreadable) {
            return Optional.empty();
        }
    }

    /** Returns why the machine must not be talked to when it shows this key; empty when it may. */
    Optional<Refusal> refusal(Machine machine, PublicKey shown) {
        Known known;
        try {
            known = of(machine);
        } catch (IOException unreadable) {
            return Optional.of(new Refusal(
                    "KNOWN_HOSTS_UNREADABLE", "the known-hosts file " + file + " cannot be read: " + unreadable));
        }
        String kind = KeyUtils.getKeyType(shown);
        String print = KeyUtils.getFingerPrint(shown);
        if (known.revoked().stream().anyMatch(key -> KeyUtils.compareKeys(key, shown))) {
            return Optional.of(new Refusal(
                    "HOST_KEY_REVOKED",
                    machine + " shows the " + kind + " key " + print + ", which " + file
                            + " marks as revoked; give the machine another key"));
        }
        if (known.trusted().stream().anyMatch(key -> KeyUtils.compareKeys(key, shown))) {
            return Optional.empty();
        }
        String place = machine.port() == 22 ? machine.address() : "[" + machine.address() + "]:" + machine.port();
        if (known.trusted().isEmpty()) {
            return Optional.of(new Refusal(
                    "HOST_KEY_UNKNOWN",
                    machine + " shows the " + kind + " key " + print + ", and " + file + " has no key for " + place
                            + (known.authorities() ? " but that of a certificate authority, which is not followed" : "")
                            + ". Compare the fingerprint at the machine itself (ssh-keygen -lf its public host key); if it"
                            + " is the same, add the line that ssh-keyscan -p " + machine.port() + " "
                            + machine.address() + " prints to " + file));
        }
        List<String> prints =
                known.trusted().stream().map(KeyUtils::getFingerPrint).toList();
        return Optional.of(new Refusal(
                "HOST_KEY_CHANGED",
                machine + " shows the " + kind + " key " + print + ", but " + file + " has " + prints + " for " + place
                        + ". Either the machine was made anew or somebody stands in between: find out which. Only if the new"
                        + " key is right, remove the old one (ssh-keygen -R '" + place + "' -f " + file
                        + ") and add the new"));
    }

    /**
     * Why a machine must not be talked to.
     *
     * @param code the kind of trouble
     * @param message what is wrong and what to do
     */
    record Refusal(String code, String message) {}
}
