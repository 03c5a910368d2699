package io.shiyun.watch.engine;

import io.shiyun.store.NoticeRow;
import io.shiyun.store.Tx;
import io.shiyun.watch.Alert;
import io.shiyun.watch.Notice;
import io.shiyun.watch.Silence;
import io.shiyun.watch.WatchSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What one evaluation changes in the store, in one transaction: states, and the notices that tell of them. */
final class Plan {
    private final WatchSpec spec;
    private final long now;
    private final Collection<Silence> silences;
    private final Collection<String> targets;
    private final List<Entry> entries = new ArrayList<>();
    private final List<NoticeRow> notices = new ArrayList<>();
    private boolean beats;

    private record Entry(Tracked tracked, Told told, boolean delete) {}

    Plan(WatchSpec spec, long now, Collection<Silence> silences, Collection<String> targets) {
        this.spec = spec;
        this.now = now;
        this.silences = silences;
        this.targets = targets;
    }

    void add(Tracked tracked) {
        Told told = tracked.told;
        boolean tells = false;
        boolean firing = tracked.firing();
        if (!targets.isEmpty()
                && tracked.evaluated
                && (firing || told.what() == Told.What.FIRING)
                && told.due(firing, tracked.severity(), now, spec.interval(), spec.repeat())) {
            Alert alert = tracked.current();
            Instant instant = Instant.ofEpochMilli(now);
            if (silences.stream().noneMatch(each -> each.covers(alert.labels(), instant))) {
                told = told.next(firing, tracked.severity(), now);
                tells = true;
                queue(alert, instant);
            }
        }
        boolean idle = tracked.idle(now, spec.interval().toMillis()) && !tells;
        if (idle ? tracked.stored : tracked.dirty || tells) {
            entries.add(new Entry(tracked, told, idle));
        }
    }

    private void queue(Alert alert, Instant instant) {
        for (String target : targets) {
            String id = Tracked.hash(
                    target + '\n' + alert.fingerprint() + '\n' + alert.status() + '\n' + alert.severity() + '\n' + now);
            Notice notice = new Notice(id, target, alert.fingerprint(), alert.status(), instant, List.of(alert));
            notices.add(NoticeRow.fresh(id, target, notice.group(), NoticeText.write(notice), instant));
        }
    }

    void beat() {
        beats = true;
    }

    boolean beats() {
        return beats;
    }

    long now() {
        return now;
    }

    boolean empty() {
        return entries.isEmpty() && notices.isEmpty() && !beats;
    }

    boolean write(Tx tx) {
        for (Entry entry : entries) {
            if (entry.delete()) {
                tx.alerts().delete(entry.tracked().fingerprint);
            } else {
                tx.alerts().put(entry.tracked().row(entry.told(), now));
            }
        }
        notices.forEach(tx.outbox()::add);
        if (beats || !entries.isEmpty()) {
            tx.alerts().beat(Instant.ofEpochMilli(now));
        }
        return true;
    }

    /** Follows in memory what is on the disk now. */
    void done() {
        for (Entry entry : entries) {
            entry.tracked().told = entry.told();
            entry.tracked().stored = !entry.delete();
            entry.tracked().dirty = false;
        }
    }
}
