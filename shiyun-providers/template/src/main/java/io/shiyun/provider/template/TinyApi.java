package io.shiyun.provider.template;

import io.shiyun.model.CloudException;
import io.shiyun.model.Secret;
import io.shiyun.spi.Call;
import io.shiyun.spi.CloudConfig;
import io.shiyun.wire.ErrorTable;
import io.shiyun.wire.Http;
import io.shiyun.wire.HttpOptions;
import io.shiyun.wire.Json;
import io.shiyun.wire.Reply;
import io.shiyun.wire.Request;
import java.net.URI;

/**
 * How the cloud is spoken to: its address, its way to prove who asks, and what its refusals mean. Retries, caching, logging
 * and waiting are core's. Thread-safe.
 */
final class TinyApi implements AutoCloseable {
    private static final ErrorTable ERRORS = ErrorTable.load(TinyApi.class, "errors.tsv");

    private final URI endpoint;
    private final Secret key;
    private final Http http;

    TinyApi(CloudConfig config) {
        this.endpoint = endpoint(config.require("endpoint"));
        this.key = config.secret("key").orElseThrow(() -> new IllegalArgumentException("the setting 'key' is missing"));
        this.http = new Http(HttpOptions.of(config));
    }

    private static URI endpoint(String text) {
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null && String.valueOf(uri.getScheme()).matches("https?")) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("the setting 'endpoint' is no address such as https://tiny.example", e);
        }
        throw new IllegalArgumentException("the setting 'endpoint' is no address such as https://tiny.example");
    }

    URI address(String pathAndQuery) {
        return endpoint.resolve(pathAndQuery);
    }

    /** Sends a request; a refusal is thrown as what its code means. */
    Reply send(Request request, Call call) {
        Reply reply = http.send(request.header("Authorization", "Bearer " + key.reveal()), call);
        if (reply.ok()) {
            return reply;
        }
        throw refused(reply);
    }

    private static CloudException refused(Reply reply) {
        if (!reply.header("content-type").orElse("").startsWith("application/json")) {
            return ERRORS.refused(reply, "", "");
        }
        Json body = reply.json();
        return ERRORS.refused(reply, body.text("code", ""), body.text("message", ""));
    }

    @Override
    public void close() {
        http.close();
    }
}
