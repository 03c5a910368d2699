package io.shiyun.examples;

import io.shiyun.model.Endpoint;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Asks the shop a single question. */
final class ShopClient {
    private static final Pattern PID = Pattern.compile("\"pid\":(\\d+)");

    private ShopClient() {}

    /** Returns the process that answers an order: one of the replicas. */
    static long pidOfOne(Endpoint at) throws IOException {
        try (Socket socket = new Socket(at.host(), at.port());
                HttpConversation http = new HttpConversation(socket)) {
            http.ask("POST", "/orders", "{}", true);
            Expect.that(http.next() && http.status() == 201, "the shop at %s takes no order", at.authority());
            Matcher pid = PID.matcher(new String(http.body(), StandardCharsets.UTF_8));
            Expect.that(pid.find(), "the shop does not say which process answered");
            return Long.parseLong(pid.group(1));
        }
    }
}
