package io.shiyun.process.apps;

import io.shiyun.model.Fields;
import io.shiyun.model.Secret;
import io.shiyun.process.AtomicFiles;
import io.shiyun.process.ProcessException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One thing's state as lines of {@code key=value}, secrets as {@code !key=value}; readable by the owner of the folder alone. The
 * first line names the version of the form.
 */
public final class StateFile {
    private static final String FORM = "shiyun-state 1";
    private static final String MODE = "rw-------";

    private StateFile() {}

    /** Replaces the file. */
    public static void write(Path file, Consumer<Fields.Writer> content) {
        Fields fields = Fields.of(content);
        StringBuilder text = new StringBuilder(FORM).append('\n');
        fields.plain().forEach((key, value) -> line(text, "", key, value));
        fields.secret().forEach((key, value) -> line(text, "!", key, value.reveal()));
        AtomicFiles.write(file, text.toString().getBytes(StandardCharsets.UTF_8), MODE);
        AppPoints.reach(AppPoints.STATE_WRITTEN);
    }

    /**
     * Reads the file.
     *
     * @throws ProcessException IO when it cannot be read or is damaged
     */
    public static <T> T read(Path file, Function<Fields.Reader, T> reading) {
        SortedMap<String, String> plain = new TreeMap<>();
        SortedMap<String, Secret> secret = new TreeMap<>();
        try {
            String[] lines = Files.readString(file).split("\n");
            if (!lines[0].equals(FORM)) {
                throw damaged(file, "its first line is not '" + FORM + "'");
            }
            for (int i = 1; i < lines.length; i++) {
                int equals = separator(lines[i]);
                if (equals < 0) {
                    throw damaged(file, "line " + (i + 1) + " has no value");
                }
                String key = unescape(lines[i].substring(0, equals));
                String value = unescape(lines[i].substring(equals + 1));
                if (key.startsWith("!")) {
                    secret.put(key.substring(1), Secret.of(value));
                } else {
                    plain.put(key, value);
                }
            }
            return reading.apply(Fields.of(plain, secret).reader());
        } catch (IOException unreadable) {
            throw new ProcessException(
                    ProcessException.Kind.IO, "cannot read " + file + ": " + unreadable.getMessage(), unreadable);
        } catch (IllegalArgumentException malformed) {
            throw damaged(file, String.valueOf(malformed.getMessage()));
        }
    }

    private static ProcessException damaged(Path file, String why) {
        return new ProcessException(
                ProcessException.Kind.IO,
                "the state file " + file + " cannot be used: " + why
                        + "; restore it from a copy or move it away, its processes are then ended");
    }

    private static void line(StringBuilder text, String mark, String key, String value) {
        text.append(mark).append(escape(key)).append('=').append(escape(value)).append('\n');
    }

    /** A key may hold an equals sign of its own, escaped. */
    private static int separator(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (line.charAt(i) == '\\') {
                i++;
            } else if (line.charAt(i) == '=') {
                return i;
            }
        }
        return -1;
    }

    private static String escape(String text) {
        return text.replace("\\", "\\\\")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
                .replace("=", "\\=");
    }

    private static String unescape(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\' && i + 1 < text.length()) {
                char next = text.charAt(++i);
                plain.append(next == 'n' ? '\n' : next == 'r' ? '\r' : next);
            } else {
                plain.append(c);
            }
        }
        return plain.toString();
    }
}
