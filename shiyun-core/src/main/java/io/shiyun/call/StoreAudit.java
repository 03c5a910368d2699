package io.shiyun.call;

import io.shiyun.model.Id;
import io.shiyun.model.Located;
import io.shiyun.spi.Intent;
import io.shiyun.store.AuditEntry;
import io.shiyun.store.Store;
import java.util.function.Supplier;

/** Keeps the records of calls in the audit log of the store. */
public final class StoreAudit implements AuditSink {
    private final Store store;
    private final Supplier<String> actor;

    /**
     * @param actor says who is asking, on the thread that makes the call
     */
    public StoreAudit(Store store, Supplier<String> actor) {
        this.store = store;
        this.actor = actor;
    }

    @Override
    public void record(Entry entry) {
        AuditEntry row = AuditEntry.of(
                        entry.at(), actor.get(), entry.operation().name(), outcome(entry))
                .in(entry.subject().cloud().name(), entry.subject().region().name())
                .about(subject(entry.subject()))
                .request(entry.requestId())
                .intent(entry.intent().map(Intent::token).orElse(""))
                .took(entry.duration());
        AuditEntry told = entry.failure()
                .map(failed -> row.because(
                        failed.problem().reason().name(), failed.certainty().name()))
                .orElse(row);
        store.write(tx -> tx.audit().append(told));
    }

    private static String outcome(Entry entry) {
        if (entry.failure().isEmpty()) {
            return "OK";
        }
        return entry.attempts() == 0 ? "REFUSED" : "FAILED";
    }

    /** An id as it is written everywhere; of anything else only its kind, since it may hold a secret. */
    private static String subject(Located subject) {
        return subject instanceof Id id ? id.text() : subject.getClass().getSimpleName();
    }
}
