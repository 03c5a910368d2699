package io.shiyun.finops.advice;

import io.shiyun.Shiyun;
import io.shiyun.model.CloudException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How to do what is advised: steps in order. A value; nothing happens until {@link #run}.
 *
 * @param steps the steps, at least one
 */
public record Plan(List<Step> steps) {
    public Plan {
        steps = List.copyOf(steps);
    }

    static Plan of(Step... steps) {
        return new Plan(List.of(steps));
    }

    /**
     * Takes the steps until one fails or is for a person. Hosts, volumes and their like are changed through intents: what
     * was begun when the process dies is finished or undone at its next start.
     *
     * @return what was done, why it ended, and the plan of the rest, which may be run when a person did their part
     */
    public Run run(Shiyun shiyun) {
        List<Step> done = new ArrayList<>();
        for (Step step : steps) {
            List<Step> rest = steps.subList(done.size(), steps.size());
            if (step instanceof Step.ByHand hand) {
                List<Step> after = rest.subList(1, rest.size());
                return new Run(done, Optional.of(hand.words()), Optional.empty(), new Plan(after));
            }
            try {
                step.take(shiyun);
            } catch (CloudException e) {
                return new Run(done, Optional.empty(), Optional.of(e), new Plan(rest));
            }
            done.add(step);
        }
        return new Run(done, Optional.empty(), Optional.empty(), new Plan(List.of()));
    }

    @Override
    public String toString() {
        return steps.stream()
                .map(step -> step.words() + (step.operation().isEmpty() ? " (by hand)" : " (" + step.operation() + ")"))
                .collect(Collectors.joining(", then "));
    }

    /**
     * What came of a plan.
     *
     * @param done the steps that were taken
     * @param waiting what a person has to do before it goes on
     * @param failure why a step was not taken
     * @param rest what is still to do, the failed step included
     */
    public record Run(List<Step> done, Optional<String> waiting, Optional<CloudException> failure, Plan rest) {
        public Run {
            done = List.copyOf(done);
        }

        /**
         * Returns this unless a step failed.
         *
         * @throws CloudException why it failed
         */
        public Run orThrow() {
            if (failure.isPresent()) {
                throw failure.get();
            }
            return this;
        }
    }
}
