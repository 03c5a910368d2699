package io.shiyun.broker;

import io.shiyun.Attempt;
import io.shiyun.Candidate;
import io.shiyun.HostPlan;
import io.shiyun.HostSpec;
import io.shiyun.Placed;
import io.shiyun.intent.Ending;
import io.shiyun.intent.Request;
import io.shiyun.intent.Step;
import io.shiyun.intent.Task;
import io.shiyun.intent.Terms;
import io.shiyun.model.Architecture;
import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.Image;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.spi.HostOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One wish on its way from place to place, until one takes it. A place is asked by an intent of its own epoch; the next one
 * is asked only when nothing was made at the last, what remained of it is gone, or it is fenced.
 */
final class Search implements Task<Placed<Host>> {
    /** How many places are asked for one wish; a wish that so many refuse is not helped by asking more. */
    private static final int MOST_ATTEMPTS = 50;
    /** How many of them an error tells. */
    private static final int MOST_TOLD = 30;

    private final Broker broker;
    private final HostSpec spec;
    private final HostPlan plan;
    private final List<Candidate> places;
    private final ImageLookup images;
    private final String actor;
    private final String operationId;
    private final RuledOut ruledOut = new RuledOut();
    private final List<Attempt> attempts = new ArrayList<>();
    private Optional<Duration> ahead = Optional.empty();
    private int next;
    private int sent;
    private int otherArchitecture;
    private @Nullable Task<Ending<Host>> asking;
    private @Nullable Candidate asked;
    private long askedAt;

    Search(
            Broker broker,
            HostSpec spec,
            HostPlan plan,
            List<Candidate> places,
            ImageLookup images,
            String operationId,
            String actor) {
        this.broker = broker;
        this.spec = spec;
        this.plan = plan;
        this.places = places;
        this.images = images;
        this.actor = actor;
        this.operationId = operationId;
    }

    /** Tells of places that were passed over before. */
    Search after(List<Attempt> passedOver) {
        attempts.addAll(passedOver);
        return this;
    }

    /** Lets the cost of this time be held before it is made, where any is. */
    Search holding(Optional<Duration> time) {
        ahead = time;
        return this;
    }

    @Override
    public Step<Placed<Host>> advance() {
        Task<Ending<Host>> task = asking;
        Candidate place = asked;
        if (task == null || place == null) {
            return ask();
        }
        Step<Ending<Host>> step;
        try {
            step = task.advance();
        } catch (CloudException e) {
            if (e.reason() == Reason.CANCELLED) {
                throw e;
            }
            return stop(place, e.problem(), e.certainty() != Certainty.NOT_SENT);
        }
        if (step instanceof Step.Again<Ending<Host>> again) {
            return Step.in(again.in());
        }
        asking = null;
        return ended(place, ((Step.End<Ending<Host>>) step).result());
    }

    @Override
    public void abandoned() {
        if (asking != null) {
            asking.abandoned();
        }
    }

    private Step<Placed<Host>> ask() {
        while (next < places.size() && sent < MOST_ATTEMPTS) {
            Candidate place = places.get(next);
            next++;
            Optional<Problem> ruled = ruledOut.why(place);
            if (ruled.isPresent()) {
                continue;
            }
            Optional<Image> image = image(place);
            if (image.isEmpty()) {
                continue;
            }
            Optional<Problem> remembered = broker.memory().admit(place);
            if (remembered.isPresent()) {
                ruledOut.add(place, remembered.get());
                passOver(place, remembered.get());
                continue;
            }
            begin(place, image.get());
            return Step.now();
        }
        return Step.end(none());
    }

    private void passOver(Candidate place, Problem why) {
        attempts.add(new Attempt(place, Optional.of(why), false, false, Duration.ZERO));
    }

    private Optional<Image> image(Candidate place) {
        try {
            Image image = images.in(place.region());
            if (runs(image.architecture(), place.architecture())) {
                return Optional.of(image);
            }
            otherArchitecture++;
        } catch (CloudException e) {
            ruledOut.add(place, Scope.REGION, e.problem());
            passOver(place, e.problem());
        }
        return Optional.empty();
    }

    private static boolean runs(Architecture image, Architecture host) {
        return image == host || image == Architecture.UNKNOWN || host == Architecture.UNKNOWN;
    }

    private void begin(Candidate place, Image image) {
        sent++;
        HostOrder.Builder order = HostOrder.builder(place.region(), spec.name(), place.shape(), image.id())
                .purchase(place.purchase())
                .disks(spec.disks())
                .networks(spec.networks())
                .firewalls(spec.firewalls())
                .publicAddress(spec.hasPublicAddress())
                .sshKey(spec.sshKey())
                .spread(spec.apartFrom())
                .tags(spec.tags());
        place.zone().ifPresent(order::zone);
        spec.disk().ifPresent(order::disk);
        spec.userData().ifPresent(order::userData);
        Terms terms = Terms.of(actor)
                .at(place.price())
                .forApp(spec.project(), spec.app())
                .expecting(ahead.flatMap(time ->
                        place.price().filter(price -> price.per().isTime()).map(price -> price.of(time))));
        Request request = Request.of(
                operationId,
                "host/" + spec.name(),
                place.region(),
                order.build().fields(),
                terms);
        Request hurried = request.patience(broker.patience()).epochs(1);
        asked = place;
        askedAt = broker.ticker().getAsLong();
        asking = broker.intents().task(broker.hosts().creation(), elsewhere(place) ? hurried : request);
    }

    /** Whether there is another region to go to. */
    private boolean elsewhere(Candidate place) {
        return places.subList(next, places.size()).stream()
                .anyMatch(other -> !other.region().equals(place.region())
                        && ruledOut.why(other).isEmpty());
    }

    private Duration took() {
        return Duration.ofNanos(broker.ticker().getAsLong() - askedAt);
    }

    private Step<Placed<Host>> ended(Candidate place, Ending<Host> ending) {
        if (ending instanceof Ending.Done<Host> done) {
            broker.memory().worked(place);
            attempts.add(new Attempt(place, Optional.empty(), true, false, took()));
            return Step.end(new Placed<>(
                    spec.name(), done.intent().id(), Optional.of(done.value()), attempts, Optional.empty()));
        }
        boolean doubt = !(ending instanceof Ending.Failed<Host>);
        boolean wasSent = !(ending instanceof Ending.Failed<Host> failed) || failed.sent();
        Problem problem = problem(ending);
        broker.memory().failed(place, problem);
        if (!doubt && !problem.reason().movable()) {
            return stop(place, problem, wasSent);
        }
        attempts.add(new Attempt(place, Optional.of(problem), wasSent, doubt, took()));
        ruledOut.add(place, doubt ? Scope.REGION : problem.scope(), problem);
        return Step.now();
    }

    private static Problem problem(Ending<Host> ending) {
        if (ending instanceof Ending.Failed<Host> failed) {
            return failed.problem();
        }
        return ending instanceof Ending.Fenced<Host> fenced
                ? fenced.problem()
                : ((Ending.Unsettled<Host>) ending).problem();
    }

    /** Another place would answer the same. */
    private Step<Placed<Host>> stop(Candidate place, Problem problem, boolean wasSent) {
        attempts.add(new Attempt(place, Optional.of(problem), wasSent, false, took()));
        return Step.end(new Placed<>(
                spec.name(),
                operationId,
                Optional.empty(),
                attempts,
                Optional.of(new Problem(
                        problem.reason(),
                        problem.scope(),
                        "Host '" + spec.name() + "' was not created" + account(),
                        problem.code(),
                        problem.requestId()))));
    }

    private Placed<Host> none() {
        Reason reason = attempts.stream()
                .flatMap(attempt -> attempt.problem().stream())
                .map(Problem::reason)
                .reduce((first, last) -> last)
                .orElse(plan.missing().isEmpty() ? Reason.NOT_SOLD : Reason.UNAVAILABLE);
        String what = places.isEmpty() ? "nothing on sale fits it" : "no place took it";
        int left = places.size() - next;
        String foreign = otherArchitecture == 0
                ? ""
                : "\n  " + otherArchitecture + " places do not run '" + spec.image()
                        + "', which is for another processor";
        String more = left > 0 ? "\n  and " + left + " more places were not asked" : "";
        String notes = plan.notes().stream().map(note -> "\n  note: " + note).collect(Collectors.joining());
        String gaps = plan.missing().stream().map(gap -> "\n  " + gap).collect(Collectors.joining());
        return new Placed<>(
                spec.name(),
                sent == 0 ? "" : operationId,
                Optional.empty(),
                attempts,
                Optional.of(Problem.of(
                        reason,
                        "Host '" + spec.name() + "' was not created: " + what + account() + foreign + more + gaps
                                + notes)));
    }

    private String account() {
        int hidden = attempts.size() - MOST_TOLD;
        return attempts.stream()
                        .limit(MOST_TOLD)
                        .map(attempt -> "\n  " + attempt)
                        .collect(Collectors.joining())
                + (hidden > 0 ? "\n  and " + hidden + " more" : "");
    }
}
