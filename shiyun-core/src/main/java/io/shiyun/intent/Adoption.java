package io.shiyun.intent;

import io.shiyun.intent.ResourceKind.Stand;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Which of the things that one request made is kept: one that works, then the oldest, then by id. */
final class Adoption {
    private Adoption() {}

    /** Returns those that this epoch made and that are there, the one to be kept first. */
    static <T> List<T> of(ResourceKind<T> resource, List<T> found, Map<String, String> tags) {
        String epoch = tags.getOrDefault(IntentTags.EPOCH, "");
        Comparator<T> working = Comparator.comparing(thing -> resource.stand(thing) == Stand.BROKEN);
        return found.stream()
                .filter(thing -> epoch.equals(resource.tags(thing).get(IntentTags.EPOCH)))
                .filter(thing -> resource.stand(thing) != Stand.GONE)
                .sorted(working.thenComparing(thing -> resource.created(thing).orElse(Instant.MAX))
                        .thenComparing(thing -> resource.id(thing).text()))
                .toList();
    }
}
