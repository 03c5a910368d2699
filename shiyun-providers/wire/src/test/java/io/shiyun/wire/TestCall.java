package io.shiyun.wire;

import io.shiyun.tck.TckCall;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A call by the system's ticker that keeps the request ids it is told. */
final class TestCall extends TckCall {
    private final List<String> requestIds = new CopyOnWriteArrayList<>();

    private TestCall(Duration time) {
        super(System::nanoTime, time);
    }

    public static TestCall of(Duration time) {
        return new TestCall(time);
    }

    /** A call that a test does not wait for. */
    static TestCall ample() {
        return new TestCall(Duration.ofSeconds(30));
    }

    List<String> requestIds() {
        return requestIds;
    }

    @Override
    public void requestId(String id) {
        requestIds.add(id);
    }
}
