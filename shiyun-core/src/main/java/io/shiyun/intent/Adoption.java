package io.shiyun.intent;

import io.shiyun.intent.ResourceKind.Stand;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What becomes of the things that a doubtful request is found to have made. One is kept: one that works, then the oldest,
 * then by id. It came without a ticket, so it is looked at until it settles.
 */
final class Adoption {
    private static final String LOOK = "shiyun.look";
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

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

    /** The ticket of something that is looked at. */
    static Ticket ticket(Region region) {
        return Ticket.of(region, LOOK);
    }

    static boolean isLook(Ticket ticket) {
        return ticket.step().equals(LOOK);
    }

    /** One look. */
    static <T> Progress<T> look(ResourceKind<T> resource, String result, Ticket ticket, Call call) {
        Id id = Id.parse(resource.idType(), result);
        T thing = resource.get(id, call);
        return switch (resource.stand(thing)) {
            case READY -> Progress.done(thing);
            case PASSING -> Progress.ongoing(ticket, LOOK_AGAIN, thing);
            case BROKEN -> Progress.failed(resource.problem(thing), id);
            case GONE -> Progress.failed(Problem.of(Reason.NOT_FOUND, id.text() + " was deleted while it was made"));
        };
    }
}
