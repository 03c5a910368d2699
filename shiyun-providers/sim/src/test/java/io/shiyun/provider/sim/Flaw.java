package io.shiyun.provider.sim;

import java.util.List;

/** A way to break the contract, and the rules that must notice. */
enum Flaw {
    /** The rules hold. */
    NO_FLAW,
    SWALLOWS_TOKENS("hosts.the-same-intent-makes-one-host", "hosts.a-token-with-another-order-makes-no-second-host"),
    ONE_FOR_ALL("hosts.another-intent-makes-another-host"),
    LISTS_TWICE("hosts.pages-walk-every-host-once"),
    WALKS_IN_CIRCLES("hosts.pages-walk-every-host-once"),
    IGNORES_TAG_QUERIES("hosts.a-created-host-is-listed-by-its-tags"),
    FORGETS_TAGS("hosts.the-tags-of-order-and-intent-are-there-from-the-first-moment"),
    WRONG_REGION("hosts.a-host-is-told-of-in-the-words-of-the-order"),
    NEVER_NOT_FOUND(
            "hosts.a-host-that-never-was-is-not-found", "hosts.a-deleted-host-is-gone-and-deleting-it-again-is-done"),
    DELETES_ONCE("hosts.a-deleted-host-is-gone-and-deleting-it-again-is-done"),
    PRETENDS_TO_RESIZE("hosts.a-resized-host-has-the-new-size"),
    DROPS_OTHER_TAGS("hosts.tags-are-set-and-removed-and-others-stay"),
    TAKES_ANY_ORDER("hosts.an-unknown-size-or-image-is-refused-and-makes-nothing"),
    REFUSES_IN_DOUBT("hosts.a-reboot-of-a-stopped-host-is-a-conflict"),
    IGNORES_THE_CALL("hosts.a-call-that-is-over-sends-nothing", "hosts.a-call-that-was-cancelled-sends-nothing"),
    FORGETS_TICKETS("hosts.a-ticket-goes-on-in-a-new-session"),
    NOT_THREAD_SAFE("hosts.many-threads-can-ask-at-once"),
    NONE_BUT_ANSWERS("cloud.an-operation-said-to-be-none-is-unsupported"),
    CLAIMS_WHAT_IS_NONE("hosts.a-reboot-ends-running", "cloud.the-claims-are-operations-it-does-in-full"),
    FULL_BUT_NOT_WRITTEN("cloud.an-operation-said-to-be-there-is-written", "hosts.the-console-is-that-of-the-host"),
    LEAKS_THE_SECRET("cloud.no-text-shows-a-secret"),
    CONNECTS_WITHOUT("cloud.a-missing-setting-is-named"),
    NEW_SERVICES_EACH_TIME("cloud.its-services-are-the-same-objects-each-time"),
    ANSWERS_AFTER_CLOSE("cloud.a-closed-session-refuses-in-words"),
    CLOSES_ONCE("cloud.closing-twice-is-harmless"),
    LEAVES_THREADS("cloud.sessions-leave-no-thread-behind"),
    KEEPS_WHAT_IS_DELETED("cloud.what-the-contract-made-is-taken-away-again");

    private final String noticed;

    Flaw(String... noticed) {
        this.noticed = String.join(" ", noticed);
    }

    List<String> noticed() {
        return noticed.isEmpty() ? List.of() : List.of(noticed.split(" "));
    }
}
