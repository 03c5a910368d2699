package io.shiyun;

import io.shiyun.call.Gather;
import io.shiyun.call.Part;
import io.shiyun.spi.Cloud;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * What every fleet needs.
 *
 * @param clouds the connected clouds
 * @param asker asks them side by side
 * @param patience how long a fleet waits for a cloud when nothing else is said
 */
record FleetContext(ConnectedClouds clouds, Gather asker, Duration patience) {
    <T> Gathered<T> gather(Duration time, Gather.Question<T> question) {
        return asker.ask(sessions(), time, question);
    }

    <T> Gathered<T> gather(Duration time, Gather.Question<T> question, Consumer<? super Part<T>> parts) {
        return asker.ask(sessions(), time, question, parts);
    }

    private List<Cloud> sessions() {
        return clouds.ids().stream().map(clouds::cloud).toList();
    }
}
