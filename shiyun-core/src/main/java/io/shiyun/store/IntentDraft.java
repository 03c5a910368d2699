package io.shiyun.store;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Builds a planned {@link IntentRow}. Not thread-safe. */
public final class IntentDraft {
    private final String id;
    private final String kind;
    private final String resource;
    private int epoch = 1;
    private String parent = "";
    private String cloud = "";
    private String region = "";
    private FrozenOrder order = FrozenOrder.EMPTY;
    private Map<String, String> tags = Map.of();
    private @Nullable Instant deadline;

    IntentDraft(String id, String kind, String resource) {
        this.id = id;
        this.kind = kind;
        this.resource = resource;
    }

    /** Which try of the operation this is; 1 unless said. */
    public IntentDraft epoch(int number) {
        epoch = number;
        return this;
    }

    /** The operation this is a part of. */
    public IntentDraft parent(String operationId) {
        parent = operationId;
        return this;
    }

    /** The place it is sent to. */
    public IntentDraft in(String cloudName, String regionName) {
        cloud = cloudName;
        region = regionName;
        return this;
    }

    /** What is sent. */
    public IntentDraft order(FrozenOrder frozen) {
        order = frozen;
        return this;
    }

    /** The ownership tags that travel with it. */
    public IntentDraft tags(Map<String, String> ownership) {
        tags = ownership;
        return this;
    }

    /** When to give up; never unless said. */
    public IntentDraft deadline(@Nullable Instant at) {
        deadline = at;
        return this;
    }

    /** The row: its token from the installation, owned by this process for so long. */
    public IntentRow by(Installation installation, String owner, Instant now, Duration lease) {
        return new IntentRow(
                id,
                epoch,
                parent,
                kind,
                resource,
                cloud,
                region,
                installation.token(id, epoch),
                order,
                tags,
                IntentState.PLANNED,
                "",
                "",
                "",
                List.of(),
                deadline,
                owner,
                now.plus(lease),
                1,
                now,
                now);
    }
}
