package io.shiyun.provider.ssh;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.model.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes machines out of the rows of a hosts file; keys of the common inventory form are known by their own names. */
final class RowReader {
    private static final String TAG = "tag.";

    private static final List<String> KEYS = List.of(
            "address",
            "port",
            "user",
            "password",
            "key-file",
            "jump",
            "pool",
            "zone",
            "shape",
            "image",
            "cpu",
            "memory",
            "price");

    private static final Map<String, String> INVENTORY = Map.of(
            "ansible_host", "address",
            "ansible_ssh_host", "address",
            "ansible_port", "port",
            "ansible_ssh_port", "port",
            "ansible_user", "user",
            "ansible_ssh_user", "user",
            "ansible_password", "password",
            "ansible_ssh_pass", "password",
            "ansible_ssh_private_key_file", "key-file");

    private final SshOptions.Login login;
    private final LineFaults faults;

    RowReader(SshOptions.Login login, LineFaults faults) {
        this.login = login;
        this.faults = faults;
    }

    static boolean known(String key) {
        return KEYS.contains(key) || (key.startsWith(TAG) && key.length() > TAG.length());
    }

    static String keys() {
        return String.join(", ", KEYS) + " and tag.NAME";
    }

    Machine machine(Row row) {
        Map<String, Row.Word> words = new TreeMap<>();
        Map<String, String> tags = new TreeMap<>();
        row.words().forEach((key, word) -> {
            String own = INVENTORY.getOrDefault(key, key);
            if (own.startsWith(TAG)) {
                tags.put(own.substring(TAG.length()), word.text());
            } else {
                words.put(own, word);
            }
        });
        refuseOtherConnections(words.get("ansible_connection"));
        String name = name(row.name());
        boolean pool = value(words, "pool", RowReader::yes).orElse(false);
        return new Machine(
                name,
                text(words, "address").orElse(name),
                value(words, "port", text -> SshOptions.number("port", text, 1, 65_535))
                        .orElse(login.port()),
                text(words, "user").orElse(login.user()),
                value(words, "password", RowReader::secret),
                value(words, "key-file", SshOptions::path),
                value(words, "jump", Words::list).orElse(login.jumps()),
                pool,
                text(words, "zone").orElse(""),
                text(words, "shape").orElse(pool ? "machine" : ""),
                text(words, "image").orElse(pool ? "as-it-is" : ""),
                value(words, "cpu", text -> Cpu.vcpus(SshOptions.number("cpu", text, 1, 1 << 20))),
                value(words, "memory", RowReader::bytes),
                value(words, "price", RowReader::money),
                tags);
    }

    private void refuseOtherConnections(Row.@Nullable Word kind) {
        if (kind != null && !List.of("ssh", "smart", "paramiko").contains(kind.text())) {
            faults.add(kind, "the connection '" + kind.text() + "' is not SSH; take the machine out of this file");
        }
    }

    private String name(Row.Word name) {
        if (!name.text().matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            faults.add(
                    name,
                    "'" + name.text() + "' is no name: 1 to 63 letters, digits, dots, hyphens and underscores that"
                            + " begin with a letter or digit");
        }
        return name.text();
    }

    private static Optional<String> text(Map<String, Row.Word> words, String key) {
        return Optional.ofNullable(words.get(key)).map(Row.Word::text);
    }

    private <T> Optional<T> value(Map<String, Row.Word> words, String key, Function<String, T> parse) {
        Row.Word word = words.get(key);
        if (word == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(parse.apply(word.text()));
        } catch (IllegalArgumentException wrong) {
            faults.add(word, String.valueOf(wrong.getMessage()));
            return Optional.empty();
        }
    }

    private static Secret secret(String text) {
        if (text.startsWith("$ANSIBLE_VAULT") || text.startsWith("!vault")) {
            throw new IllegalArgumentException(
                    "an encrypted value cannot be read; use a key, or the setting 'password'");
        }
        return Secret.of(text);
    }

    private static boolean yes(String text) {
        return switch (text) {
            case "true", "yes", "1" -> true;
            case "false", "no", "0" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
        };
    }

    /** Reads a size such as 512M, 8G or 8GiB; all are powers of 1,024. */
    private static Bytes bytes(String text) {
        String number = text.replaceFirst("(?i)\\s*(k|m|g|t)(i?b)?$", "");
        int unit = "kmgt"
                .indexOf(Character.toLowerCase(
                        text.substring(number.length()).strip().concat("?").charAt(0)));
        if (!number.matches("\\d{1,9}")) {
            throw new IllegalArgumentException("'" + text + "' is no size; write it like 512M or 8G");
        }
        return Bytes.of(Long.parseLong(number) << (10 * (unit + 1)));
    }

    private static Money money(String text) {
        String[] parts = text.strip().split("\\s+");
        if (parts.length != 2) {
            throw new IllegalArgumentException("'" + text + "' is no price of an hour; write it like 0.05 USD");
        }
        return Money.of(parts[0], parts[1]);
    }
}
