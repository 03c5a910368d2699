package io.shiyun.provider.ssh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The machines of the settings and of the hosts file, which is read again when it changed. Thread-safe. */
final class Inventory {
    private final SshOptions options;
    private final List<Machine> own;
    private final ReentrantLock lock = new ReentrantLock();
    private String version = "";
    private Map<String, Machine> machines = Map.of();

    /**
     * Reads the machines.
     *
     * @throws IllegalArgumentException when the setting or a line of the file cannot be right
     */
    Inventory(SshOptions options) {
        this.options = options;
        this.own = Words.list(options.machines()).stream()
                .map(word -> one(word, options.login()))
                .toList();
        load(version());
    }

    private static Machine one(String word, SshOptions.Login login) {
        int equals = word.indexOf('=');
        String name = equals < 0 ? "" : word.substring(0, equals).strip();
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            throw new IllegalArgumentException(
                    "the setting 'machines' has '" + word + "'; write each machine like name=user@address:port");
        }
        Address at;
        try {
            at = Address.parse(word.substring(equals + 1).strip());
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException("the setting 'machines': " + wrong.getMessage(), wrong);
        }
        return Machine.at(
                name, at.address(), at.port().orElse(login.port()), at.user().orElse(login.user()), login.jumps());
    }

    Collection<Machine> all() {
        return current().values();
    }

    Optional<Machine> find(String name) {
        return Optional.ofNullable(current().get(name));
    }

    private Map<String, Machine> current() {
        lock.lock();
        try {
            String now = version();
            if (!now.equals(version)) {
                load(now);
            }
            return machines;
        } catch (IllegalArgumentException wrong) {
            throw Problems.invalid("the hosts file was changed and cannot be read now:\n" + wrong.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private void load(String now) {
        Map<String, Machine> all = new LinkedHashMap<>();
        own.forEach(machine -> put(all, machine));
        options.hostsFile().map(file -> HostsFile.read(file, options.login())).stream()
                .flatMap(List::stream)
                .forEach(machine -> put(all, machine));
        machines = all;
        version = now;
    }

    private static void put(Map<String, Machine> all, Machine machine) {
        if (all.putIfAbsent(machine.name(), machine) != null) {
            throw new IllegalArgumentException("the machine '" + machine.name() + "' is there twice");
        }
    }

    private String version() {
        Optional<Path> file = options.hostsFile();
        if (file.isEmpty()) {
            return "none";
        }
        try {
            BasicFileAttributes now = Files.readAttributes(file.get(), BasicFileAttributes.class);
            return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
        } catch (IOException unreadable) {
            return "unreadable";
        }
    }
}
