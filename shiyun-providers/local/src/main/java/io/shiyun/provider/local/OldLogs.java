package io.shiyun.provider.local;

import io.shiyun.process.Folders;
import io.shiyun.process.apps.ReplicaRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The logs of replicas that are gone: the newest few are kept, since they often say why. */
final class OldLogs {
    private static final int KEPT = 20;

    private OldLogs() {}

    static void prune(Path folder, List<ReplicaRecord> living) {
        List<Path> logs = new ArrayList<>(Folders.list(folder));
        logs.removeIf(log -> living.stream()
                .anyMatch(replica -> String.valueOf(log.getFileName()).startsWith(replica.name() + ".log")));
        logs.sort(Comparator.comparing(log -> log.toFile().lastModified()));
        logs.subList(0, Math.max(0, logs.size() - KEPT)).forEach(Folders::delete);
    }
}
