package io.shiyun.finops.advice;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One thing that could cost less.
 *
 * @param kind what kind of waste it is
 * @param subject what it is about: the id of a host, volume, address or commitment, or a service and region
 * @param summary in a sentence
 * @param evidence what says so, fact by fact
 * @param saving what it saves; empty when what it costs is not known, which is not nothing
 * @param plan how to do it
 */
public record Advice(
        Kind kind, String subject, String summary, List<String> evidence, Optional<Saving> saving, Plan plan) {
    /** Kinds of advice. */
    public enum Kind {
        /** A host that does next to nothing. */
        IDLE_HOST,
        /** A host that is larger than its work. */
        OVERSIZED_HOST,
        /** A host whose size is sold for less in another place. */
        CHEAPER_ELSEWHERE,
        /** A stopped host that still costs. */
        STOPPED_HOST,
        /** A volume that no host uses. */
        UNATTACHED_VOLUME,
        /** A public address that leads nowhere. */
        UNATTACHED_ADDRESS,
        /** Steady use that is paid on demand. */
        BUY_COMMITMENT,
        /** A commitment that is paid and not used. */
        LET_COMMITMENT_GO
    }

    public Advice {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(summary, "summary");
        evidence = List.copyOf(evidence);
        Objects.requireNonNull(saving, "saving");
        Objects.requireNonNull(plan, "plan");
        if (evidence.isEmpty()) {
            throw new IllegalArgumentException("Advice on " + subject + " has no evidence; without any it is none");
        }
    }

    @Override
    public String toString() {
        return summary + saving.map(worth -> ", which saves " + worth).orElse("; what it saves is not known");
    }
}
