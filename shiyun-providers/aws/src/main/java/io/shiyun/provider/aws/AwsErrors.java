package io.shiyun.provider.aws;

import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import io.shiyun.wire.ErrorTable;
import io.shiyun.wire.Json;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Xml;
import java.util.Optional;

/**
 * What a refusal says: its code and message, out of the shapes of all four protocols, sorted by the table {@code errors.tsv}. A body
 * that is none of these, such as a proxy's page, leaves the HTTP status to judge by.
 *
 * @param code the cloud's own code, or empty
 * @param message the cloud's own words, or empty
 * @param requestId the cloud's own request id, or empty
 */
record AwsErrors(String code, String message, String requestId) {
    private static final ErrorTable TABLE = ErrorTable.load(AwsErrors.class, "errors.tsv");

    /** Reads the refusal in a reply. */
    static AwsErrors of(Reply reply) {
        Optional<String> header = reply.header("x-amzn-errortype");
        String text = reply.text().strip();
        AwsErrors found = new AwsErrors("", "", reply.requestId());
        try {
            if (text.startsWith("<")) {
                found = xml(reply.xml(), reply.requestId());
            } else if (text.startsWith("{")) {
                found = json(reply.json(), reply.requestId());
            }
        } catch (CloudException unreadable) {
            found = new AwsErrors("", "", reply.requestId());
        }
        return header.isPresent() ? new AwsErrors(name(header.get()), found.message, found.requestId) : found;
    }

    /** Returns the exception of a reply that refuses. */
    static CloudException refused(Reply reply) {
        AwsErrors error = of(reply);
        return TABLE.refused(reply, error.code, error.message);
    }

    /** Returns the problem of what failed after it was accepted. */
    static Problem problem(String code, String message) {
        return TABLE.problem(code, message, "");
    }

    /** Returns what the table says of a code that came with this status and message. */
    static ErrorTable.Meaning meaning(int status, String code, String message) {
        return TABLE.meaning(status, code, message);
    }

    /** {@code Response/Errors/Error} with EC2, {@code ErrorResponse/Error} with the other services that answer XML. */
    private static AwsErrors xml(Xml root, String requestId) {
        Xml error = root.has("Errors.Error") ? root.at("Errors.Error") : root.has("Error") ? root.at("Error") : root;
        String id = root.text("RequestID", root.text("RequestId", requestId));
        return new AwsErrors(error.text("Code", ""), error.text("Message", error.text("message", "")), id);
    }

    private static AwsErrors json(Json root, String requestId) {
        String code = root.text("__type", root.text("code", root.text("Code", "")));
        return new AwsErrors(name(code), root.text("message", root.text("Message", "")), requestId);
    }

    /** A code may come with a namespace before {@code #} and an address behind {@code :}. */
    private static String name(String code) {
        int colon = code.indexOf(':');
        String before = colon < 0 ? code : code.substring(0, colon);
        return before.substring(before.indexOf('#') + 1).strip();
    }
}
