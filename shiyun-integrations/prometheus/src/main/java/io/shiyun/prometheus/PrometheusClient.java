package io.shiyun.prometheus;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.wire.ErrorTable;
import io.shiyun.wire.Headers;
import io.shiyun.wire.Http;
import io.shiyun.wire.Json;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A client of the HTTP API of Prometheus, and of what answers like it: Thanos, Mimir, VictoriaMetrics. Each call is one request,
 * bounded in time and size, and throws a {@link CloudException} that says what to do: UNAVAILABLE when nobody answers, TIMEOUT,
 * UNAUTHENTICATED or DENIED, INVALID for a query that is not understood, UNKNOWN for an answer that is not. Nothing is repeated. Thread-safe.
 */
public final class PrometheusClient implements AutoCloseable {
    private static final ErrorTable ERRORS = ErrorTable.parse("of Prometheus", """
        bad_data\t*\t*\tINVALID
        execution\t*\t*\tINVALID
        timeout\t*\t*\tTIMEOUT
        canceled\t*\t*\tTIMEOUT
        unavailable\t*\t*\tUNAVAILABLE
        not_found\t*\t*\tNOT_FOUND
        internal\t*\t*\tUNAVAILABLE
        """);
    private static final Duration LONGEST_RANGE = Duration.ofDays(36_500);

    private final PrometheusAccess access;
    private final Http http;

    /** A client; does no I/O before it is asked, but reads the file of certificates. */
    public PrometheusClient(PrometheusAccess access) {
        this.access = access;
        this.http = new Http(access.http());
    }

    /** Evaluates an expression at one moment: a point a series, or the samples of a range selector such as {@code up[5m]}. */
    public QueryAnswer query(String expression, Instant at) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("query", filled("expression", expression));
        form.put("time", seconds(at));
        return ask("/api/v1/query", form, expression);
    }

    /**
     * Evaluates an expression at {@code from}, and each step after it up to {@code to}.
     *
     * @param step at least a millisecond; Prometheus answers at most 11,000 points a series
     */
    public QueryAnswer range(String expression, Instant from, Instant to, Duration step) {
        if (step.toMillis() < 1 || to.isBefore(from)) {
            throw new IllegalArgumentException("step must be a millisecond or more, and to not before from");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("query", filled("expression", expression));
        form.put("start", seconds(from));
        form.put("end", seconds(to));
        form.put("step", BigDecimal.valueOf(step.toMillis(), 3).toPlainString());
        return ask("/api/v1/query_range", form, expression);
    }

    /**
     * Returns the samples that a selector finds, as they were scraped or written.
     *
     * @param selector such as {@code up} or <code>{job="shop"}</code>, without a range
     * @param from first moment, exclusive on Prometheus 3 and inclusive on 2
     * @param to last moment, inclusive
     */
    public QueryAnswer samples(String selector, Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        if (length.toMillis() < 1 || length.compareTo(LONGEST_RANGE) > 0) {
            throw new IllegalArgumentException("to: must come after from, by a century at most");
        }
        return query(filled("selector", selector) + "[" + length.toMillis() + "ms]", to);
    }

    /** Returns the names of all labels. */
    public List<String> labelNames() {
        return texts(Request.get(access.uri("/api/v1/labels")));
    }

    /** Returns the values of a label; those of {@code __name__} are the metrics. */
    public List<String> labelValues(String label) {
        if (!label.matches("[a-zA-Z_][a-zA-Z0-9_]*")) {
            throw new IllegalArgumentException("label: '" + label + "' is no name of a label");
        }
        return texts(Request.get(access.uri("/api/v1/label/" + label + "/values")));
    }

    private QueryAnswer ask(String path, Map<String, String> form, String nameless) {
        Request request = authorised(Request.form(access.uri(path), form).reading());
        AnswerReader reader = new AnswerReader(nameless);
        return http.stream(request, Call.within(access.time()), PrometheusClient::refused, reader::read);
    }

    private List<String> texts(Request request) {
        Reply reply = http.send(authorised(request), Call.within(access.time()));
        if (!reply.ok()) {
            throw refused(reply);
        }
        Json json = reply.json();
        if (!json.text("status", "").equals("success")) {
            throw json.at("status").wrong("success");
        }
        return json.list("data").stream().map(Json::text).toList();
    }

    private Request authorised(Request request) {
        Headers all = request.headers().and(access.headers());
        return request.headers(all.with("Accept", "application/json"));
    }

    static CloudException refused(Reply reply) {
        String text = reply.text().strip();
        if (!text.startsWith("{")) {
            return ERRORS.refused(reply, "", text.startsWith("<") ? "" : text);
        }
        try {
            Json json = reply.json();
            return ERRORS.refused(reply, json.text("errorType", ""), json.text("error", ""));
        } catch (CloudException e) {
            return ERRORS.refused(reply, "", text);
        }
    }

    private static String filled(String what, String text) {
        if (text.isBlank()) {
            throw CloudException.notSent(Reason.INVALID, what + ": is empty; give one such as up")
                    .build();
        }
        return text;
    }

    static String seconds(Instant instant) {
        return BigDecimal.valueOf(instant.toEpochMilli(), 3).toPlainString();
    }

    /** Breaks off what is under way. */
    @Override
    public void close() {
        http.close();
    }
}
