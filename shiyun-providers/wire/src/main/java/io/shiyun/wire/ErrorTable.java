package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a cloud's refusals mean, as a file of data: the cloud's own code counts first, the HTTP status second, since some clouds say
 * "out of stock" with 500, "too many requests" with 403, and every error with 200.
 *
 * <p>The file has a row a line, its columns separated by one or more tabs, and comments behind {@code #} at the start of a line:
 *
 * <pre>
 * # code                        status  message            reason  scope  wait  certainty
 * InsufficientInstanceCapacity  *       *                  STOCK   SHAPE
 * Throttling*                   *       *                  THROTTLED
 * *                             403     Quota exceeded*    QUOTA   REGION
 * </pre>
 *
 * <ul>
 *   <li>code: exact, a beginning with {@code *} behind it, or {@code *} alone for any, none too;
 *   <li>status: a number such as 404, a class such as 5xx, or {@code *};
 *   <li>message: what stands in the message, whatever its case, with {@code *} for anything between; {@code *} alone for any;
 *   <li>reason and scope: constants of {@link Reason} and {@link Scope}; the scope is REQUEST when left out;
 *   <li>wait: seconds before asking again when the reply does not say; {@code -} or left out for none;
 *   <li>certainty: REJECTED or AMBIGUOUS; when left out, what the status says (below) for UNAVAILABLE, TIMEOUT and UNKNOWN, else REJECTED.
 * </ul>
 *
 * <p>An exact code is looked at first, then longer beginnings before shorter ones, then any code; rows of the same code in the
 * order of the file. What no row knows is judged by the status alone. A status below 500, and 503 with a Retry-After,
 * refuses; 408 and any other from 500 on leaves a write in doubt: a gateway that gave up waiting says nothing of what is
 * behind it. Immutable.
 */
public final class ErrorTable {
    private static final int LONGEST_MESSAGE = 500;

    private final List<ErrorRow> rows;

    private ErrorTable(List<ErrorRow> rows) {
        this.rows = rows;
    }

    /**
     * What a refusal means.
     *
     * @param reason what the caller can act on
     * @param scope how much it rules out
     * @param pause how long to wait when the reply does not say
     * @param certainty REJECTED or AMBIGUOUS
     * @param known whether a row of the table knows it, or the HTTP status alone was judged
     */
    public record Meaning(Reason reason, Scope scope, Optional<Duration> pause, Certainty certainty, boolean known) {}

    /**
     * Reads a table that lies beside a class.
     *
     * @throws IllegalStateException when it is not there or a row cannot be right, naming the line
     */
    public static ErrorTable load(Class<?> beside, String resource) {
        try (InputStream in = beside.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no table " + resource + " beside " + beside.getName());
            }
            return parse(resource, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("the table " + resource + " cannot be read", e);
        }
    }

    /**
     * Reads a table of this name.
     *
     * @throws IllegalStateException when a row cannot be right, naming the line
     */
    public static ErrorTable parse(String name, String text) {
        List<ErrorRow> rows = new ArrayList<>();
        int number = 0;
        for (String line : text.split("\n", -1)) {
            number++;
            if (!line.isBlank() && !line.startsWith("#")) {
                ErrorRow row = ErrorRow.parse(line.strip(), "line " + number + " of the table " + name);
                if (rows.stream().anyMatch(row::sameConditions)) {
                    throw new IllegalStateException(
                            "line " + number + " of the table " + name + " repeats the conditions of an earlier row");
                }
                rows.add(row);
            }
        }
        rows.sort(Comparator.comparingInt(ErrorRow::rank).reversed());
        return new ErrorTable(List.copyOf(rows));
    }

    /** Returns what this refusal means; {@code code} is empty where the cloud gave none. */
    public Meaning meaning(int status, String code, String message) {
        for (ErrorRow row : rows) {
            if (row.matches(status, code, message)) {
                return row.meaning(status);
            }
        }
        return HttpStatus.meaning(status);
    }

    /** Returns the problem of a thing that failed after it was accepted, which has no status of its own. */
    public Problem problem(String code, String message, String requestId) {
        Meaning meaning = meaning(0, code, message);
        return new Problem(meaning.reason(), meaning.scope(), words(message), code, requestId);
    }

    /** Returns the exception of a reply that refuses, with the code and the message that the provider found in it. */
    public CloudException refused(Reply reply, String code, String message) {
        Meaning meaning = meaning(reply.status(), code, message);
        Optional<Duration> said = RetryAfter.of(reply.headers());
        boolean putOff = reply.status() == 503 && said.isPresent();
        boolean doubt = meaning.certainty() == Certainty.AMBIGUOUS && !putOff;
        CloudException.Builder failure = CloudException.of(
                        doubt ? reply.doubt() : Certainty.REJECTED,
                        meaning.reason(),
                        message.isBlank() ? HttpStatus.words(reply) : words(message))
                .scope(meaning.scope())
                .code(code.isEmpty() ? "HTTP " + reply.status() : code)
                .requestId(reply.requestId());
        said.or(meaning::pause).ifPresent(failure::retryAfter);
        return failure.build();
    }

    /** A cloud's own message is one line, and not longer than what a person reads. */
    private static String words(String message) {
        String line = message.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }
}
