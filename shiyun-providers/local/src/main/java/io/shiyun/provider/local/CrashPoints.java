package io.shiyun.provider.local;

import io.shiyun.process.CrashPoint;
import io.shiyun.process.apps.AppPoints;
import java.util.List;
import java.util.stream.Stream;

/** The places where a test can kill this process, see {@link CrashPoint}: every step of the state from one file to the next. */
public final class CrashPoints {
    /** A host is written down, its folder is not made yet. */
    public static final String HOST_RECORDED = "local.host.recorded";
    /** A host's folder is made, it is not running yet. */
    public static final String HOST_PREPARED = "local.host.prepared";
    /** A host is to be deleted, its folder is still there. */
    public static final String HOST_DELETING = "local.host.deleting";
    /** A use has been written to the meter, the state does not say so yet. */
    public static final String METER_WRITTEN = "local.meter.written";

    /** Every point, those of apps too, in no particular order. */
    public static final List<String> ALL = Stream.concat(
                    AppPoints.ALL.stream(), Stream.of(HOST_RECORDED, HOST_PREPARED, HOST_DELETING, METER_WRITTEN))
            .toList();

    private CrashPoints() {}

    static void reach(String name) {
        CrashPoint.reach(name);
    }
}
