package io.shiyun.provider.ssh;

import io.shiyun.spi.Setting;
import java.util.List;
import java.util.Locale;

/** The settings of a cloud of machines. */
final class SshSettings {
    private static final String PREFIX = "SHIYUN_SSH_";

    static final List<Setting> ALL = List.of(
            of("machines", "Machines one by one: name=user@address:port, separated by commas or line breaks."),
            of("hosts-file", "File of machines: CSV with a header, or the common inventory form with groups."),
            of("region", "Name of the one region that all machines are in; 'own' without."),
            of("user", "Who logs in where a machine does not say; the user of this process without."),
            of("port", "Where machines answer that do not say; 22 without."),
            of("key-file", "Private key that logs in."),
            of("key", "The private key itself, in place of a file.").asSecret(),
            of("key-passphrase", "Opens an encrypted key.").asSecret(),
            of("password", "Password that logs in where no key does.").asSecret(),
            Setting.optional("agent-socket", "SSH_AUTH_SOCK", "Socket of an SSH agent whose keys log in."),
            of("known-hosts", "File of the host keys that are trusted; .ssh/known_hosts of the home without."),
            of("jump", "Machines to go through, the first one first: names of machines or user@address:port."),
            of("reboot-command", "Restarts a machine, run on it; without it machines cannot be rebooted."),
            of("stop-command", "Stops a machine, run on it; without it machines cannot be stopped."),
            of("start-command", "Starts a machine, run on 'start-on'; {name}, {address} and {port} are filled in."),
            of("start-on", "The machine that start-command runs on, such as the one that reaches the power switches."),
            of("boot-id-file", "File that reads otherwise after each boot; the kernel's without. {name} is filled in."),
            of("return-within", "How long a machine may take to stop, start or come back; PT10M without."),
            of("connect-timeout", "How long connecting and logging in may take; PT10S without."),
            of("keep-alive", "How often an idle connection is asked whether it lives; PT15S without."),
            of("idle", "After how long an unused connection is closed; PT5M without."),
            of("connections", "How many connections a machine may have; 4 without."),
            of("folder", "Folder of tags and of who holds which machine; the one the library gives without."));

    private SshSettings() {}

    private static Setting of(String key, String meaning) {
        return Setting.optional(key, PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_'), meaning);
    }
}
