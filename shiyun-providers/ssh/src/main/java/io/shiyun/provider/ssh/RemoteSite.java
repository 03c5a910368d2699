package io.shiyun.provider.ssh;

import io.shiyun.model.Check;
import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.process.HealthMonitor;
import io.shiyun.process.LineLog;
import io.shiyun.process.Marker;
import io.shiyun.process.Probe;
import io.shiyun.process.ProbeResult;
import io.shiyun.process.ProcessException;
import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.Supervised;
import io.shiyun.process.apps.AppRecord;
import io.shiyun.process.apps.NamedPorts;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.process.apps.Site;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Call;
import io.shiyun.spi.Pipes;
import java.io.ByteArrayInputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The place of a replica on a machine: a folder below the home of the user, with its variables readable by that user alone. */
final class RemoteSite implements Site {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteSite.class);
    private static final int NO_COMMAND = 127;
    private static final int NO_LINUX = 70;
    private static final int OLD_LOGS = 2;
    private static final String PRIVATE = "rw-------";
    private static final String EXECUTABLE = "rwx------";

    private final SshGround ground;
    private final AppMachine machine;
    private final AppScripts.Replica replica;
    private final RemoteLog log = new RemoteLog(this);

    RemoteSite(SshGround ground, AppMachine machine, AppScripts.Replica replica) {
        this.ground = ground;
        this.machine = machine;
        this.replica = replica;
    }

    AppMachine machine() {
        return machine;
    }

    /** Calls a function of the scripts about this replica. */
    Runner.Bytes run(String function, String... arguments) {
        return run(Optional.empty(), AppMachine.SHORT, function, List.of(arguments));
    }

    private Runner.Bytes run(Optional<ProcessIdentity> leader, Duration time, String function, List<String> arguments) {
        return machine.run(AppScripts.line(replica.led(leader), function, arguments), time);
    }

    @Override
    public boolean far() {
        return true;
    }

    @Override
    public NamedPorts ports() {
        return new NamedPorts(machine.ports());
    }

    /** Ends what an earlier start left, too, and makes the folder. */
    @Override
    public Map<String, Integer> free(Map<String, Integer> ports) {
        Runner.Bytes said = run("prepare");
        if (said.exit() == NO_LINUX) {
            throw new ProcessException(
                    ProcessException.Kind.LAUNCH_FAILED, "apps need Linux with setsid on " + machine.machine());
        }
        require(said, "make the folder of a replica");
        Set<Integer> taken = ListeningPorts.parse(said.out());
        ground.listening(machine.machine(), taken);
        return ports().exchange(ports, taken::contains);
    }

    private void require(Runner.Bytes said, String what) {
        if (said.exit() != 0) {
            throw new ProcessException(
                    ProcessException.Kind.IO, "cannot " + what + " on " + machine.machine() + ": " + said.err());
        }
    }

    @Override
    public InetSocketAddress address(int port) {
        return new InetSocketAddress(machine.address(), port);
    }

    @Override
    public Supervised launch(AppOrder order, ReplicaRecord record, Marker marker) {
        Command command = order.command().orElseThrow(() -> Problems.invalid("an app here needs a command"));
        machine.ask(AppMachine.SHORT, call -> {
            write("env", AppEnvironment.script(AppEnvironment.of(order, record)), PRIVATE, call);
            write("keep", AppScripts.KEEP, PRIVATE, call);
            for (ConfigFile file : order.files()) {
                String mode = file.executable() ? EXECUTABLE : PRIVATE;
                write("root/" + file.path(), file.content().reveal(), mode, call);
            }
            return true;
        });
        List<String> words = new ArrayList<>(List.of(
                Marker.INTENT + "=" + marker.intent(),
                Long.toString(ground.options().logBytes()),
                Integer.toString(OLD_LOGS),
                command.directory()));
        words.addAll(command.arguments());
        Runner.Bytes said = run(Optional.empty(), AppMachine.SHORT, "launch", words);
        if (said.exit() == NO_COMMAND) {
            throw new ProcessException(
                    ProcessException.Kind.COMMAND_NOT_FOUND,
                    "there is no program '" + command.program() + "' on " + machine.machine());
        }
        require(said, "start '" + command.program() + "'");
        return identity(said)
                .map(identity -> watched(identity, true))
                .orElseThrow(() -> new ProcessException(
                        ProcessException.Kind.LAUNCH_FAILED,
                        machine.machine() + " does not tell which process it started: " + said.err()));
    }

    private void write(String path, String content, String mode, Call call) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        ground.files().write(machine.machine(), replica.folder() + "/" + path, mode, bytes, call);
    }

    private static Optional<ProcessIdentity> identity(Runner.Bytes said) {
        return ProcessIdentity.parse(said.out().strip().replace(' ', ':'));
    }

    private Supervised watched(ProcessIdentity identity, boolean fresh) {
        RemoteProcess process = new RemoteProcess(this, identity, fresh);
        machine.watch(process, replica.folder());
        return process;
    }

    @Override
    public Optional<Supervised> find(ReplicaRecord record, Marker marker) {
        Runner.Bytes said = run("seek", Marker.INTENT + "=" + marker.intent());
        require(said, "look for a replica");
        return identity(said).map(identity -> watched(identity, false));
    }

    @Override
    public HealthMonitor.Question question(Check check, AppOrder order, ReplicaRecord record, Marker marker) {
        if (check instanceof Check.Tcp tcp) {
            return new Probe.Tcp(address(port(record, tcp.port())));
        }
        if (check instanceof Check.Http http) {
            return new Probe.Http(address(port(record, http.port())), http.path());
        }
        if (check instanceof Check.Run run) {
            return timeout -> ask(order, record, marker, run.command(), timeout);
        }
        throw Problems.invalid("machines over SSH know no check of the kind "
                + check.getClass().getSimpleName());
    }

    private ProbeResult ask(AppOrder order, ReplicaRecord record, Marker marker, Command command, Duration timeout) {
        try {
            int exit = run(order, record, marker, command, Pipes.none(), Call.within(timeout));
            return new ProbeResult(exit == 0, command.arguments() + " ended with exit code " + exit);
        } catch (CloudException | ProcessException failed) {
            return new ProbeResult(false, String.valueOf(failed.getMessage()));
        }
    }

    private static int port(ReplicaRecord record, String name) {
        return Optional.ofNullable(record.ports().get(name))
                .orElseThrow(() -> Problems.invalid("a check asks the port '" + name + "', which the app has not"));
    }

    @Override
    public int run(AppOrder order, ReplicaRecord record, Marker marker, Command command, Pipes pipes, Call call) {
        String root = absolute() + "/root";
        Map<String, String> environment = AppEnvironment.of(order, record);
        environment.putIfAbsent("HOME", root);
        environment.putAll(command.environment());
        environment.put(Marker.OWNER, marker.owner());
        environment.put(Marker.REPLICA, marker.replica());
        environment.put(Marker.INTENT, marker.intent());
        Command beside = Command.builder(command.arguments())
                .environment(environment)
                .directory(command.directory().isEmpty() ? root : root + "/" + command.directory())
                .build();
        return machine.runner().run(machine.machine(), beside, pipes, call);
    }

    private String absolute() {
        String folder = replica.folder();
        return folder.startsWith("/") ? folder : machine.home() + "/" + folder;
    }

    @Override
    public LineLog log() {
        return log;
    }

    @Override
    public Optional<String> dark() {
        return machine.why();
    }

    @Override
    public boolean lost() {
        return machine.silent().compareTo(ground.options().lostAfter()) >= 0 && elsewhere();
    }

    @Override
    public boolean elsewhere() {
        return ground.anotherAnswers(machine);
    }

    /** The machine bounds the log itself. */
    @Override
    public void tend() {}

    /** Ends this process, and whatever else belongs to the replica. */
    void finish(ProcessIdentity leader, Duration grace) {
        require(
                run(Optional.of(leader), AppMachine.SHORT.plus(grace), "finish", List.of(tenths(grace))),
                "end a replica");
    }

    @Override
    public void remove(AppRecord app, ReplicaRecord record, Duration grace) {
        if (!machine.present()) {
            LOG.warn(
                    "{} was taken out of the machines; what replica {} of {} left there is not taken away",
                    machine.name(),
                    record.name(),
                    app.id());
            return;
        }
        // Above it lie the folders of the app, the project and the library's state, and the one of all those.
        String above = ground.options().folder().equals(AppOptions.FOLDER) ? "4" : "3";
        require(
                run(record.process(), AppMachine.SHORT.plus(grace), "remove", List.of(tenths(grace), above)),
                "take away a replica");
    }

    private static String tenths(Duration grace) {
        return Long.toString(grace.toMillis() / 100);
    }
}
