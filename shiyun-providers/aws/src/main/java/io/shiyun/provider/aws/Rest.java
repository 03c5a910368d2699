package io.shiyun.provider.aws;

import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Request;
import java.net.URI;
import java.util.Optional;

/** A request of the REST-JSON protocol: a path of encoded parts, a query, and maybe a JSON body. Immutable. */
record Rest(String method, String path, String query, Optional<JsonWriter> body) {
    /** Begins a request; the parts are encoded, with slashes between. */
    static Rest of(String method, String... parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            path.append('/').append(Form.encoded(part));
        }
        return new Rest(method, path.isEmpty() ? "/" : path.toString(), "", Optional.empty());
    }

    Rest query(String name, String value) {
        String more = Form.encoded(name) + "=" + Form.encoded(value);
        return new Rest(method, path, query.isEmpty() ? more : query + "&" + more, body);
    }

    Rest query(String name, Optional<String> value) {
        return value.map(text -> query(name, text)).orElse(this);
    }

    Rest body(JsonWriter json) {
        return new Rest(method, path, query, Optional.of(json));
    }

    Request request(URI endpoint) {
        URI uri = URI.create(endpoint + path + (query.isEmpty() ? "" : "?" + query));
        return body.map(json -> Request.json(method, uri, json)).orElseGet(() -> Request.of(method, uri));
    }
}
