package io.shiyun.provider.ssh;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads machines from a file, CSV when its name ends in {@code .csv}, else the common inventory form. */
final class HostsFile {
    private static final long LONGEST = 64L << 20;

    private HostsFile() {}

    /**
     * Reads the file.
     *
     * @throws IllegalArgumentException with each bad line by file, line and column
     */
    static List<Machine> read(Path file, SshOptions.Login login) {
        try {
            if (Files.size(file) > LONGEST) {
                throw new IllegalArgumentException("the hosts file " + file + " is longer than 64 MiB");
            }
            return parse(file.toString(), Files.readString(file), login);
        } catch (NoSuchFileException none) {
            throw new IllegalArgumentException("the hosts file " + file + " does not exist", none);
        } catch (MalformedInputException binary) {
            throw new IllegalArgumentException(
                    "the hosts file " + file + " is no text in " + StandardCharsets.UTF_8, binary);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException(
                    "the hosts file " + file + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    static List<Machine> parse(String file, String text, SshOptions.Login login) {
        LineFaults faults = new LineFaults(file);
        List<String> lines = text.lines().toList();
        List<Row> rows = file.endsWith(".csv") ? CsvHosts.read(lines, faults) : IniHosts.read(lines, faults);
        RowReader reader = new RowReader(login, faults);
        Map<String, Row> byName = new HashMap<>();
        List<Machine> machines = new ArrayList<>();
        for (Row row : rows) {
            machines.add(reader.machine(row));
            Row before = byName.putIfAbsent(row.name().text(), row);
            if (before != null) {
                faults.add(
                        row.name(),
                        "the machine '" + row.name().text() + "' is in line "
                                + before.name().line() + " already");
            }
        }
        faults.end();
        return machines;
    }
}
