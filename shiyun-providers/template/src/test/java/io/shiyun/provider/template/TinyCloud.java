package io.shiyun.provider.template;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Paging;
import io.shiyun.wire.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The cloud that the template is written for: hosts over HTTP on loopback, in memory. It stands for the real API of a real
 * cloud, and runs by itself for the contract's command line: {@code main} prints the settings that lead to it.
 */
final class TinyCloud implements AutoCloseable {
    static final String KEY = "open-sesame-1234";
    private static final Set<String> SIZES = Set.of("small", "large");
    private static final int PAGE = 2;
    private static final int MOST = 1_000;

    private record Machine(String id, String name, String size, String image, Map<String, String> tags, int asked) {
        String state() {
            return asked < 2 ? "building" : "running";
        }

        Machine seen() {
            return new Machine(id, name, size, image, tags, asked + 1);
        }
    }

    /** What is answered: a status and a body, with {@code code} and {@code message} where it refuses. */
    private record Answer(int status, JsonWriter body) {
        static Answer refusal(int status, String code, String message) {
            return new Answer(status, JsonWriter.object().put("code", code).put("message", message));
        }
    }

    private final HttpServer server;
    private final TreeMap<String, Machine> machines = new TreeMap<>();
    private final Map<String, String> keys = new TreeMap<>();
    private int count;

    TinyCloud(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Takes the port to listen on, and serves until it is stopped. */
    public static void main(String[] args) throws IOException {
        TinyCloud cloud = new TinyCloud(args.length == 0 ? 0 : Integer.parseInt(args[0]));
        System.out.printf(
                "endpoint=%s%nkey=%s%ntck.shape=small%ntck.shape.other=large%ntck.image=linux%n",
                cloud.endpoint(), KEY);
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().toBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized Answer answer(HttpExchange exchange) throws IOException {
        if (!("Bearer " + KEY).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return Answer.refusal(401, "WrongKey", "this key is not known; make another one");
        }
        String path = exchange.getRequestURI().getPath();
        String[] parts = path.split("/");
        String id = parts.length == 3 ? parts[2] : "";
        return switch (exchange.getRequestMethod() + " " + (parts.length > 1 ? parts[1] : "")) {
            case "GET account" -> new Answer(200, JsonWriter.object().put("name", "somebody"));
            case "POST hosts" ->
                create(
                        Json.read(exchange.getRequestBody().readNBytes(1 << 16), Source.named("the request")),
                        String.valueOf(exchange.getRequestHeaders().getFirst("Idempotency-Key")));
            case "GET hosts" ->
                id.isEmpty()
                        ? list(Paging.parameter(exchange.getRequestURI().toString(), "after")
                                .orElse(""))
                        : get(id);
            case "DELETE hosts" -> delete(id);
            default -> Answer.refusal(404, "NoSuchPath", path);
        };
    }

    private Answer create(Json order, String key) {
        String name = order.text("name");
        if (!name.matches("[a-z0-9-]{1,63}")) {
            return Answer.refusal(422, "BadName", "a name is 1 to 63 of a to z, 0 to 9 and hyphens");
        }
        if (!SIZES.contains(order.text("size"))) {
            return Answer.refusal(422, "NoSuchSize", "sizes are " + SIZES);
        }
        if (!order.text("image").equals("linux")) {
            return Answer.refusal(422, "NoSuchImage", "the only image is linux");
        }
        String known = keys.get(key);
        if (known != null && machines.containsKey(known)) {
            Machine before = machines.get(known);
            return before.name().equals(name)
                    ? new Answer(200, body(before))
                    : Answer.refusal(409, "KeyUsed", "the key came with another order before");
        }
        if (machines.size() >= MOST) {
            return Answer.refusal(403, "TooManyHosts", "an account has at most " + MOST + " hosts");
        }
        String id = "h" + (100_000 + ++count);
        Machine made = new Machine(id, name, order.text("size"), "linux", order.textMap("tags"), 0);
        machines.put(id, made);
        keys.put(key, id);
        return new Answer(201, body(made));
    }

    private Answer list(String after) {
        List<Machine> rest = List.copyOf(machines.tailMap(after, false).values());
        List<Machine> page = rest.subList(0, Math.min(PAGE, rest.size()));
        JsonWriter body = JsonWriter.object()
                .list("hosts", hosts -> page.forEach(one -> hosts.addObject(json -> fill(json, one))));
        return new Answer(
                200, rest.size() > PAGE ? body.put("next", page.get(PAGE - 1).id()) : body);
    }

    private Answer get(String id) {
        Machine now = machines.computeIfPresent(id, (same, before) -> before.seen());
        return now == null ? Answer.refusal(404, "NoSuchHost", "there is no host " + id) : new Answer(200, body(now));
    }

    private Answer delete(String id) {
        return machines.remove(id) == null
                ? Answer.refusal(404, "NoSuchHost", "there is no host " + id)
                : new Answer(202, JsonWriter.object());
    }

    private static JsonWriter body(Machine machine) {
        JsonWriter json = JsonWriter.object();
        fill(json, machine);
        return json;
    }

    private static void fill(JsonWriter json, Machine machine) {
        json.put("id", machine.id())
                .put("name", machine.name())
                .put("size", machine.size())
                .put("image", machine.image())
                .put("state", machine.state())
                .put("tags", machine.tags());
    }
}
