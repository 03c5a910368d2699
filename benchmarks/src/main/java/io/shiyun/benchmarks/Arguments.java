package io.shiyun.benchmarks;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder and options that each name a file. */
final class Arguments {
    private Arguments() {}

    /** Returns the folder under the empty name and each file under that of its option. */
    static Map<String, Path> read(String[] args, String... options) {
        Map<String, Path> found = new HashMap<>();
        for (int i = 0; i < args.length; i++) {
            if (!args[i].startsWith("--")) {
                refuse(found.put("", Path.of(args[i])) != null, "one folder, not two: " + args[i]);
                continue;
            }
            refuse(!List.of(options).contains(args[i]), "unknown option " + args[i]);
            refuse(i + 1 == args.length, args[i] + " needs a file");
            found.put(args[i], Path.of(args[++i]));
        }
        return found;
    }

    private static void refuse(boolean wrong, String why) {
        if (wrong) {
            throw new IllegalArgumentException(why);
        }
    }
}
