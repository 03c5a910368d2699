package io.shiyun.broker;

import io.shiyun.Candidate;
import io.shiyun.model.Problem;
import io.shiyun.model.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the attempts of one request have ruled out for the rest of it. Not thread-safe. */
final class RuledOut {
    private final List<Rule> rules = new ArrayList<>();

    private record Rule(Candidate place, Scope scope, Problem why) {
        boolean covers(Candidate other) {
            boolean cloud = place.cloud().equals(other.cloud());
            boolean region = place.region().equals(other.region());
            boolean zone = region && place.zone().equals(other.zone());
            return switch (scope) {
                case REQUEST -> place.equals(other);
                case SHAPE -> zone && place.shape().equals(other.shape()) && place.purchase() == other.purchase();
                case ZONE -> zone;
                case REGION -> region;
                case ACCOUNT, CLOUD -> cloud;
            };
        }
    }

    void add(Candidate place, Problem why) {
        rules.add(new Rule(place, why.scope(), why));
    }

    void add(Candidate place, Scope scope, Problem why) {
        rules.add(new Rule(place, scope, why));
    }

    /** Returns why a place needs not be tried. */
    Optional<Problem> why(Candidate place) {
        return rules.stream().filter(rule -> rule.covers(place)).map(Rule::why).findFirst();
    }
}
