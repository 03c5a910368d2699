package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import io.shiyun.wire.ErrorTable;
import io.shiyun.wire.Json;
import io.shiyun.wire.Reply;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a refusal of a service of OpenStack means: the code and the message in its body, looked up in {@code errors.tsv}. Each service
 * has a form of its own: Nova and Cinder name the fault by the key of the object, Neutron by a type, Keystone by a title,
 * Glance answers text, Magnum a list, Gnocchi a description in parts.
 */
final class Errors {
    private static final ErrorTable TABLE = ErrorTable.load(Errors.class, "errors.tsv");
    private static final int LONGEST_BODY = 64 << 10;

    /** Nova and Glance, Neutron, and Aodh, which fails on it. */
    private static final Set<Integer> MARKER_GONE = Set.of(400, 404, 500);

    private Errors() {}

    private record Fault(String code, String message) {
        static final Fault NONE = new Fault("", "");
    }

    /** Returns the exception for a reply that is no success. */
    static CloudException refused(Reply reply) {
        Fault fault = fault(reply);
        return TABLE.refused(reply, fault.code(), withoutValues(fault.message()));
    }

    /** Returns the problem of a thing that failed after it was accepted. */
    static Problem problem(String code, String message) {
        return TABLE.problem(code, withoutValues(message), "");
    }

    /** Returns whether a reply of a list says that the marker is no more. */
    static boolean markerGone(Reply reply) {
        return MARKER_GONE.contains(reply.status())
                && fault(reply).message().toLowerCase(java.util.Locale.ROOT).contains("marker");
    }

    private static Fault fault(Reply reply) {
        if (reply.body().length == 0 || reply.body().length > LONGEST_BODY) {
            return Fault.NONE;
        }
        String text = reply.text().strip();
        if (!text.startsWith("{")) {
            return new Fault("", words(text));
        }
        try {
            return fault(reply.json());
        } catch (CloudException notJson) {
            return Fault.NONE;
        }
    }

    private static Fault fault(Json body) {
        if (body.at("errors").isList()) {
            return body.items("errors").stream()
                    .findFirst()
                    .map(error -> new Fault(error.text("code", ""), error.text("detail", error.text("title", ""))))
                    .orElse(Fault.NONE);
        }
        Json description = body.at("description");
        if (description.isObject()) {
            return new Fault(body.text("title", ""), causes(description));
        }
        for (Map.Entry<String, Json> entry : body.fields().entrySet()) {
            Json inner = entry.getValue();
            if (inner.isObject()) {
                String code = inner.text("type", inner.text("title", entry.getKey()));
                String message = inner.text("message", inner.text("faultstring", ""));
                return new Fault(code, message);
            }
        }
        Json message = body.at("message").missing() ? body.at("description") : body.at("message");
        boolean plain = !message.missing() && !message.isList() && !message.isObject();
        return new Fault(body.text("title", ""), plain ? message.text() : "");
    }

    /** Gnocchi's words in their parts. */
    private static String causes(Json description) {
        StringBuilder words = new StringBuilder();
        for (String part : List.of("cause", "reason", "detail")) {
            Json word = description.at(part);
            if (!word.missing() && !word.isList() && !word.isObject()) {
                words.append(words.isEmpty() ? "" : ": ").append(word.text());
            }
        }
        return words.toString();
    }

    /** A page of HTML without its tags. */
    private static String words(String text) {
        return text.replaceAll("(?s)<(title|style|script)[^>]*>.*?</\\1>", " ")
                .replaceAll("<[^>]*>", " ")
                .strip();
    }

    /** Nova quotes what it was sent when it refuses it, user data and keys too. */
    private static String withoutValues(String message) {
        int at = message.indexOf(". Value: ");
        return at < 0 ? message : message.substring(0, at) + ": this value is not allowed";
    }
}
