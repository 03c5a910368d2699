package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.ReleaseOptions;
import io.shiyun.model.AppId;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import java.time.Duration;
import java.util.Optional;

/**
 * All that a release needs to be carried out, by this process or one after it. Frozen in the intent.
 *
 * @param kind what is done
 * @param app to which app
 * @param order what is applied, for kinds that send an order
 * @param revision the number under which the order is recorded; 0 for kinds without
 * @param scaling what a scale sets
 * @param previous the number of the revision to go back to; 0 when there is none
 * @param previousScaling how many replicas there were before, for the way back
 * @param existed whether the place had the app before: then a failure never deletes it
 * @param deadline how long one step may take
 * @param freeze see {@link ReleaseOptions#freeze}
 * @param keepFailed see {@link ReleaseOptions#keepFailed}
 * @param actor who asked
 */
record ReleasePlan(
        Release.Kind kind,
        AppId app,
        Optional<AppOrder> order,
        int revision,
        Optional<Scaling> scaling,
        int previous,
        Optional<Scaling> previousScaling,
        boolean existed,
        Duration deadline,
        boolean freeze,
        boolean keepFailed,
        String actor) {

    /** The same under this number of a revision. */
    ReleasePlan numbered(int number) {
        return new ReleasePlan(
                kind,
                app,
                order,
                number,
                scaling,
                previous,
                previousScaling,
                existed,
                deadline,
                freeze,
                keepFailed,
                actor);
    }

    void write(Fields.Writer fields) {
        fields.put("kind", kind.name());
        fields.put("app", app.text());
        order.ifPresent(value -> fields.putNested("order", value::write));
        fields.put("revision", revision);
        scaling.ifPresent(value -> fields.put("scaling", value.toString()));
        fields.put("previous", previous);
        previousScaling.ifPresent(value -> fields.put("previousScaling", value.toString()));
        fields.put("existed", existed);
        fields.put("deadline", deadline.toString());
        fields.put("freeze", freeze);
        fields.put("keepFailed", keepFailed);
        fields.put("actor", actor);
    }

    static ReleasePlan read(Fields.Reader fields) {
        return new ReleasePlan(
                Release.Kind.valueOf(fields.text("kind")),
                Id.parse(AppId.class, fields.text("app")),
                fields.has("order") ? Optional.of(AppOrder.read(fields.in("order"))) : Optional.empty(),
                fields.integer("revision"),
                scaling(fields, "scaling"),
                fields.integer("previous"),
                scaling(fields, "previousScaling"),
                fields.flag("existed"),
                Duration.parse(fields.text("deadline")),
                fields.flag("freeze"),
                fields.flag("keepFailed"),
                fields.text("actor"));
    }

    private static Optional<Scaling> scaling(Fields.Reader fields, String key) {
        return fields.has(key) ? Optional.of(Scaling.parse(fields.text(key))) : Optional.empty();
    }
}
