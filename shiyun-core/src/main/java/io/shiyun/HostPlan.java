package io.shiyun;

import java.util.List;

/**
 * What creating a host would try, in that order, and at what price. Nothing was sent.
 *
 * @param candidates the places, the first one first
 * @param notes what to know about it, such as currencies that are not compared
 * @param missing the regions that did not say what they sell
 */
public record HostPlan(List<Candidate> candidates, List<String> notes, List<Missing> missing) {
    public HostPlan {
        candidates = List.copyOf(candidates);
        notes = List.copyOf(notes);
        missing = List.copyOf(missing);
    }
}
