package io.shiyun.provider.local;

import io.shiyun.model.Fields;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.process.Folders;
import io.shiyun.process.ProcessException;
import java.io.IOException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What has been used, by the second, appended to a file a month and forced to the disk before the state forgets the thing. A use
 * is known by its resource and its beginning, so one that was written twice around a crash counts once. Thread-safe.
 */
final class Meter {
    /**
     * The use of one thing without a change of size or price.
     *
     * @param kind {@code host} or {@code app}
     * @param resource the text of its id
     * @param name its name for people
     * @param sku what was used, such as a size
     * @param price of an hour
     * @param tags its tags
     */
    record Use(
            String kind,
            String resource,
            String name,
            String sku,
            Price price,
            Instant from,
            Instant to,
            Map<String, String> tags) {
        Use {
            tags = Map.copyOf(tags);
        }
    }

    private final Path folder;
    private final ReentrantLock lock = new ReentrantLock();

    Meter(Path folder) {
        this.folder = Folders.make(folder);
    }

    void add(Use use) {
        lock.lock();
        try {
            // The line feed before it ends whatever line a crash cut short.
            byte[] line = ("\n" + line(use) + "\n").getBytes(StandardCharsets.UTF_8);
            try (FileChannel channel = FileChannel.open(
                    file(use.to()), StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND)) {
                channel.write(ByteBuffer.wrap(line));
                channel.force(true);
            }
        } catch (IOException failed) {
            throw Folders.io("write", folder, failed);
        } finally {
            lock.unlock();
        }
        CrashPoints.reach(CrashPoints.METER_WRITTEN);
    }

    /** Returns the uses that ended in this window or later, oldest file first. */
    Collection<Use> since(Instant from) {
        lock.lock();
        try {
            Map<String, Use> uses = new LinkedHashMap<>();
            String first = String.valueOf(file(from).getFileName());
            for (Path file : Folders.list(folder)) {
                if (String.valueOf(file.getFileName()).compareTo(first) >= 0) {
                    for (String line : Files.readAllLines(file)) {
                        parse(line, uses);
                    }
                }
            }
            return new ArrayList<>(uses.values());
        } catch (IOException failed) {
            throw Folders.io("read", folder, failed);
        } finally {
            lock.unlock();
        }
    }

    private Path file(Instant moment) {
        return folder.resolve("usage-"
                + moment.atZone(ZoneOffset.UTC).toLocalDate().toString().substring(0, 7) + ".log");
    }

    /** A last line that a crash cut short has no end mark and is passed over: its use is still in the state. */
    private static void parse(String line, Map<String, Use> uses) {
        if (!line.endsWith(" .")) {
            return;
        }
        Map<String, String> plain = new TreeMap<>();
        for (String part : line.substring(0, line.length() - 2).split(" ")) {
            int equals = part.indexOf('=');
            plain.put(decode(part.substring(0, equals)), decode(part.substring(equals + 1)));
        }
        Fields.Reader fields = Fields.of(plain, Map.of()).reader();
        Use use = new Use(
                fields.text("kind"),
                fields.text("resource"),
                fields.text("name"),
                fields.text("sku"),
                new Price(Money.of(fields.text("price"), fields.text("currency")), Per.HOUR),
                Instant.parse(fields.text("from")),
                Instant.parse(fields.text("to")),
                fields.map("tags"));
        uses.put(use.resource() + " " + use.from(), use);
    }

    private static String line(Use use) {
        Fields fields = Fields.of(writer -> {
            writer.put("kind", use.kind());
            writer.put("resource", use.resource());
            writer.put("name", use.name());
            writer.put("sku", use.sku());
            writer.put("price", use.price().money().amount().toPlainString());
            writer.put("currency", use.price().money().currency().getCurrencyCode());
            writer.put("from", use.from().toString());
            writer.put("to", use.to().toString());
            writer.putMap("tags", use.tags());
        });
        StringBuilder line = new StringBuilder();
        fields.plain()
                .forEach((key, value) -> line.append(encode(key))
                        .append('=')
                        .append(encode(value))
                        .append(' '));
        return line.append('.').toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException damaged) {
            throw new ProcessException(ProcessException.Kind.IO, "a line of the meter is damaged: " + text, damaged);
        }
    }
}
