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
            of("folder", "Folder of tags, of apps and of who holds which machine; the one the library gives without."),
            of("app-machines", "Names of the machines that run apps, separated by commas; all hosts without."),
            of("app-folder", "Folder of apps on a machine, below the home of the user; .shiyun without."),
            of("app-ports", "Range of ports of replicas on machines, first-last; 20000-28999 without."),
            of("front-address", "Address here that clients reach apps at; the loopback address without."),
            of("front-ports", "Range of ports of that address, first-last; 29000-31999 without."),
            of("max-replicas", "How many replicas of apps there may be; 1000 without."),
            of("app-log-bytes", "How large the log of a replica may grow before it is cut, in bytes; 8388608 without."),
            of("watch-every", "How often a machine is asked whether its replicas run; PT1S without."),
            of("lost-after", "How long a machine may not answer before others take over its replicas; PT30S without."));

    private SshSettings() {}

    private static Setting of(String key, String meaning) {
        return Setting.optional(key, PREFIX + key.toUpperCase(Locale.ROOT).replace('-', '_'), meaning);
    }
}
