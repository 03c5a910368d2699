package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudId;
import io.shiyun.model.Region;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListsAndWaitsTest {
    private static final String DATE = "Sat, 21 Nov 2026 09:30:00 GMT";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "3 | PT3S",
                "0 | PT0S",
                "999999999999 | PT15M",
                "Sat, 21 Nov 2026 09:30:20 GMT | PT20S",
                "Sat, 21 Nov 2026 09:29:00 GMT | PT0S",
                "Sun, 21 Nov 2027 09:30:00 GMT | PT15M"
            })
    void retryAfterIsReadInSecondsOrAsADate(String text, Duration wait) {
        assertThat(RetryAfter.of(Headers.of("Retry-After", text, "Date", DATE))).contains(wait);
    }

    @ParameterizedTest
    @CsvSource({"soon", "-5", "1.5", "''", "21 Nov"})
    void retryAfterThatCannotBeReadWasNotSaid(String text) {
        assertThat(RetryAfter.of(Headers.of("Retry-After", text, "Date", DATE))).isEmpty();
    }

    @Test
    void retryAfterAsADateNeedsTheDateOfTheReply() {
        assertThat(RetryAfter.of(Headers.of("Retry-After", DATE))).isEmpty();
    }

    @Test
    void longOperationIsAskedAboutWhenTheCloudSays() {
        Ticket ticket = Ticket.of(new Region(new CloudId("c"), "r"), "build", "id");

        assertThat(RetryAfter.<String>ongoing(ticket, reply("Retry-After", "20"), Duration.ofSeconds(5)))
                .isEqualTo(Progress.ongoing(ticket, Duration.ofSeconds(20)));
        assertThat(RetryAfter.<String>ongoing(ticket, reply(), Duration.ofSeconds(5)))
                .isEqualTo(Progress.ongoing(ticket, Duration.ofSeconds(5)));
        assertThat(RetryAfter.askAgainIn(reply("Retry-After", "0"), Duration.ofSeconds(5)))
                .isEqualTo(RetryAfter.SHORTEST);
    }

    @Test
    void pageThatNamesItselfAsTheNextIsRefused() {
        assertThat(Paging.page(List.of(1), Cursor.START, Optional.of("m")).next())
                .contains(new Cursor("m"));
        assertThat(Paging.page(List.of(1), new Cursor("m"), Optional.empty()).next())
                .isEmpty();
        assertThat(Paging.page(List.of(1), new Cursor("m"), Optional.of("")).next())
                .isEmpty();
        assertThatThrownBy(() -> Paging.page(List.of(1), new Cursor("m"), Optional.of("m")))
                .hasMessageContaining("no end");
    }

    @Test
    void allPagesAreReadInOrder() {
        List<Integer> all = Paging.all(
                TestCall.ample(),
                from -> from.atStart() ? Page.of(List.of(1, 2), new Cursor("x")) : Page.last(List.of(3)));

        assertThat(all).containsExactly(1, 2, 3);
    }

    @Test
    void pagesThatGoInACircleOrOnForeverAreRefused() {
        assertThatThrownBy(() -> Paging.all(
                        TestCall.ample(),
                        from -> Page.of(List.of(1), new Cursor(from.value().equals("a") ? "b" : "a"))))
                .hasMessageContaining("goes back");
        assertThatThrownBy(() -> Paging.all(
                        TestCall.ample(),
                        from -> Page.of(
                                List.<Integer>of(), new Cursor(from.value().length() + "x" + from.value()))))
                .hasMessageContaining("more than 10000 pages");
    }

    @Test
    void markerIsTakenFromALinkWhateverItsHost() {
        assertThat(Paging.parameter("http://evil.example:1/v2?limit=3&marker=a%2Fb", "marker"))
                .contains("a/b");
        assertThat(Paging.parameter("/v2?limit=3", "marker")).isEmpty();
        assertThat(Paging.parameter("/v2", "marker")).isEmpty();
        assertThat(Paging.parameter("/v2?a b&marker=%zz", "marker")).isEmpty();
    }

    private static Reply reply(String... headers) {
        return new Reply(Request.get(URI.create("http://x/")), 202, Headers.of(headers), new byte[0], "");
    }
}
