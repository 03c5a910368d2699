package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.shiyun.model.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The published cases of Signature Version 4 (awslabs/aws-c-auth, aws-signing-test-suite/v4), found by the environment variable
 * SHIYUN_ORACLES: each by headers and by query, with its canonical request, string to sign, signature and signed request.
 */
class SigV4SuiteTest {
    @Test
    void everyPublishedCaseIsSignedExactly() throws IOException {
        String oracles = System.getenv("SHIYUN_ORACLES");
        assumeTrue(oracles != null, "SKIPPED: SHIYUN_ORACLES does not name the folder with the published cases");
        List<Path> cases;
        try (Stream<Path> found = Files.list(Path.of(oracles, "aws", "sigv4"))) {
            cases = found.filter(Files::isDirectory).sorted().toList();
        }
        int compared = 0;
        for (Path folder : cases) {
            compared += new Case(folder).compare();
        }
        System.out.println("SigV4: " + cases.size() + " published cases, " + compared + " files, all exact");
        assertThat(cases).hasSize(38);
        assertThat(compared).isEqualTo(38 * 8);
    }

    /** A case of the suite: its request, and what it must become. */
    private static final class Case {
        private final Path folder;
        private final Json context;
        private final String method;
        private final String path;
        private final String query;
        private String host = "";
        private Headers headers = Headers.NONE;
        private final byte[] body;

        Case(Path folder) throws IOException {
            this.folder = folder;
            this.context = Json.read(Files.readAllBytes(folder.resolve("context.json")), Source.named("context"));
            String text = file("request.txt");
            int blank = text.indexOf("\n\n");
            body = (blank < 0 ? "" : text.substring(blank + 2)).getBytes(StandardCharsets.UTF_8);
            String[] lines = (blank < 0 ? text : text.substring(0, blank)).split("\n");
            method = lines[0].substring(0, lines[0].indexOf(' '));
            String target = lines[0].substring(lines[0].indexOf(' ') + 1, lines[0].lastIndexOf(' '));
            int mark = target.indexOf('?');
            path = mark < 0 ? target : target.substring(0, mark);
            query = mark < 0 ? "" : target.substring(mark + 1);
            List<String> unfolded = new ArrayList<>();
            for (String line : List.of(lines).subList(1, lines.length)) {
                if (line.startsWith(" ")) {
                    unfolded.set(unfolded.size() - 1, unfolded.get(unfolded.size() - 1) + " " + line.strip());
                } else {
                    unfolded.add(line);
                }
            }
            for (String line : unfolded) {
                String name = line.substring(0, line.indexOf(':'));
                String value = line.substring(line.indexOf(':') + 1);
                if (name.equalsIgnoreCase("host")) {
                    host = value;
                } else {
                    headers = headers.and(name, value);
                }
            }
        }

        int compare() throws IOException {
            SigV4Style style = new SigV4Style(
                    false,
                    context.flag("normalize"),
                    context.flag("sign_body"),
                    false,
                    !context.flag("omit_session_token"));
            AwsKeys keys = new AwsKeys(
                    context.text("credentials.access_key_id"),
                    Secret.of(context.text("credentials.secret_access_key")),
                    context.optional("credentials.token").map(Secret::of));
            SigV4 signer = SigV4.of(keys, context.text("region"), context.text("service"))
                    .style(style);
            Instant at = context.instant("timestamp").orElseThrow();
            Duration valid = Duration.ofSeconds(context.whole("expiration_in_seconds"));

            Headers signed = signer.headers(method, path, query, host, headers, body, at);
            String authorization = signed.first("Authorization").orElseThrow();
            List<String> sent =
                    new ArrayList<>(List.of(file("header-signed-request.txt").split("\n")));
            for (var header : signed.entries()) {
                is(
                        "a line of the signed request",
                        sent.contains(header.getKey() + ":" + header.getValue()) ? "" : header + " is not in " + sent,
                        "");
            }
            String hash = SigV4Text.sha256(body);
            SigV4Canonical canonical = new SigV4Canonical(host, headers);
            canonical.header("x-amz-date", SigV4Text.date(at));
            signed.first("X-Amz-Content-Sha256").ifPresent(v -> canonical.header("x-amz-content-sha256", v));
            Optional<String> token = signed.first("X-Amz-Security-Token").filter(v -> style.tokenSigned());
            token.ifPresent(v -> canonical.header("x-amz-security-token", v));
            String request = canonical.request(
                    method, style.path(path), SigV4Canonical.query(query), canonical.signedHeaders(), hash);
            is("header-canonical-request", request, file("header-canonical-request.txt"));
            String date = SigV4Text.date(at);
            is("header-string-to-sign", signer.stringToSign(request, date), file("header-string-to-sign.txt"));
            is("header-signature", after(authorization, "Signature="), file("header-signature.txt"));

            String presigned = signer.query(method, path, query, host, headers, body, at, valid);
            String signature = after(presigned, "X-Amz-Signature=");
            is("query-signature", signature, file("query-signature.txt"));
            String line = method + " " + path + "?" + presigned + " HTTP/1.1";
            is(
                    "query-signed-request",
                    line,
                    file("query-signed-request.txt").lines().findFirst().orElse(""));
            String unsigned = presigned.substring(0, presigned.indexOf("&X-Amz-Signature="));
            if (!style.tokenSigned()) {
                unsigned = unsigned.substring(0, unsigned.indexOf("&X-Amz-Security-Token="));
            }
            SigV4Canonical byQuery = new SigV4Canonical(host, headers);
            String queryRequest = byQuery.request(
                    method, style.path(path), SigV4Canonical.query(unsigned), byQuery.signedHeaders(), hash);
            is("query-canonical-request", queryRequest, file("query-canonical-request.txt"));
            is("query-string-to-sign", signer.stringToSign(queryRequest, date), file("query-string-to-sign.txt"));
            return 8;
        }

        private void is(String what, String ours, String published) {
            assertThat(ours).as(folder.getFileName() + ": " + what).isEqualTo(published);
        }

        private static String after(String text, String mark) {
            return text.substring(text.indexOf(mark) + mark.length());
        }

        private String file(String name) throws IOException {
            return Files.readString(folder.resolve(name)).replace("\r", "");
        }
    }
}
