package io.shiyun.process.apps;

import io.shiyun.model.Fields;
import io.shiyun.process.ProcessIdentity;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A replica as the state folder knows it.
 *
 * @param name unique in its app, never used again
 * @param machine the machine it runs on, empty where there is only one
 * @param template the key of the {@link AppRecord} template it runs
 * @param phase where it is in its life
 * @param ports the ports it listens on, by name
 * @param launch the intent of its latest start, in the environment of that process
 * @param process that process; absent between the note of a start and the start
 * @param born when the slot was made; the meter runs from here
 * @param started when the process was started
 * @param restarts how often it was started again
 * @param since when the phase began
 */
public record ReplicaRecord(
        String name,
        String machine,
        String template,
        Phase phase,
        Map<String, Integer> ports,
        String launch,
        Optional<ProcessIdentity> process,
        Instant born,
        Optional<Instant> started,
        int restarts,
        Instant since) {

    /** Where a replica is in its life. */
    public enum Phase {
        /** Has no connections yet. */
        STARTING,
        /** Is a backend of the balancer. */
        SERVING,
        /** Finishes its connections. */
        DRAINING,
        /** Is being ended. */
        STOPPING
    }

    public ReplicaRecord {
        ports = Map.copyOf(ports);
    }

    static ReplicaRecord starting(
            String name, String machine, String template, Map<String, Integer> ports, Instant now) {
        return new ReplicaRecord(
                name, machine, template, Phase.STARTING, ports, "", Optional.empty(), now, Optional.empty(), 0, now);
    }

    /** Returns whether it is meant to go on running. */
    public boolean staying() {
        return phase == Phase.STARTING || phase == Phase.SERVING;
    }

    int number() {
        return Integer.parseInt(name.substring(1));
    }

    ReplicaRecord in(Phase next, Instant now) {
        return new ReplicaRecord(name, machine, template, next, ports, launch, process, born, started, restarts, now);
    }

    ReplicaRecord on(Map<String, Integer> others) {
        return new ReplicaRecord(
                name, machine, template, phase, others, launch, process, born, started, restarts, since);
    }

    ReplicaRecord launching(String intent) {
        return new ReplicaRecord(
                name, machine, template, phase, ports, intent, Optional.empty(), born, started, restarts, since);
    }

    ReplicaRecord running(ProcessIdentity identity, Instant now) {
        int again = started.isPresent() ? restarts + 1 : restarts;
        return new ReplicaRecord(
                name,
                machine,
                template,
                phase,
                ports,
                launch,
                Optional.of(identity),
                born,
                Optional.of(now),
                again,
                since);
    }

    ReplicaRecord found(ProcessIdentity identity) {
        return new ReplicaRecord(
                name,
                machine,
                template,
                phase,
                ports,
                launch,
                Optional.of(identity),
                born,
                started.or(() -> Optional.of(born)),
                restarts,
                since);
    }

    void write(Fields.Writer fields) {
        fields.put("name", name);
        fields.put("machine", machine);
        fields.put("template", template);
        fields.put("phase", phase.name());
        writePorts(fields, "ports", ports);
        fields.put("launch", launch);
        process.ifPresent(identity -> fields.put("process", identity.encode()));
        fields.put("born", born.toString());
        started.ifPresent(at -> fields.put("started", at.toString()));
        fields.put("restarts", restarts);
        fields.put("since", since.toString());
    }

    static ReplicaRecord read(Fields.Reader fields) {
        return new ReplicaRecord(
                fields.text("name"),
                fields.has("machine") ? fields.text("machine") : "",
                fields.text("template"),
                Phase.valueOf(fields.text("phase")),
                readPorts(fields, "ports"),
                fields.text("launch"),
                fields.has("process") ? ProcessIdentity.parse(fields.text("process")) : Optional.empty(),
                Instant.parse(fields.text("born")),
                fields.has("started") ? Optional.of(Instant.parse(fields.text("started"))) : Optional.empty(),
                fields.integer("restarts"),
                Instant.parse(fields.text("since")));
    }

    static void writePorts(Fields.Writer fields, String key, Map<String, Integer> ports) {
        Map<String, String> text = new LinkedHashMap<>();
        ports.forEach((name, port) -> text.put(name, Integer.toString(port)));
        fields.putMap(key, text);
    }

    static Map<String, Integer> readPorts(Fields.Reader fields, String key) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        fields.map(key).forEach((name, port) -> ports.put(name, Integer.parseInt(port)));
        return ports;
    }
}
