package io.shiyun.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program that the contract runs as an app. */
class AppTest {
    @Test
    @Timeout(60)
    void it_answers_with_its_revision_and_ends_when_asked() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(TckApp.command());
        builder.environment().put("TCK_REVISION", "r7");
        builder.environment().put("PORT", "0");
        Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        try (BufferedReader lines = process.inputReader()) {
            String line = lines.readLine();
            assertThat(line).startsWith("tck-app r7 serves on port ");
            String base = "http://127.0.0.1:" + line.substring(line.lastIndexOf(' ') + 1);
            assertThat(get(base + "/").body()).isEqualTo("r7");
            assertThat(get(base + "/missing").statusCode()).isEqualTo(404);
        } finally {
            process.destroy();
        }
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    private static HttpResponse<String> get(String address) throws Exception {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(address)).build(), HttpResponse.BodyHandlers.ofString());
    }
}
