package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTableTest {
    private static final ErrorTable TABLE = ErrorTable.parse("test", """
            # code	status	message	reason	scope	wait	certainty
            Throttling*	*	*	THROTTLED	ACCOUNT	2
            InsufficientInstanceCapacity	*	*	STOCK	SHAPE
            Insufficient*	*	*	STOCK	ZONE
            InternalError	*	*	UNAVAILABLE	REGION
            RequestTimeout	*	*	TIMEOUT	REQUEST	-	REJECTED
            OperationNotAllowed	*	quota	QUOTA	REGION
            *	403	Quota exceeded*cores	QUOTA	REGION
            *	413	*	THROTTLED
            *	4xx	*no more ip*	STOCK	ZONE
            *	*	No valid host*found	STOCK	SHAPE
            """);
    private static final Request WRITE = Request.of("POST", URI.create("http://cloud.example/x"));
    private static final Request READ = Request.get(URI.create("http://cloud.example/x"));

    @Test
    void codeCountsBeforeStatus() {
        CloudException e = TABLE.refused(reply(WRITE, 500), "InsufficientInstanceCapacity", "no m5.large");

        assertThat(e.reason()).isEqualTo(Reason.STOCK);
        assertThat(e.scope()).isEqualTo(Scope.SHAPE);
        assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
        assertThat(e.problem())
                .isEqualTo(
                        new Problem(Reason.STOCK, Scope.SHAPE, "no m5.large", "InsufficientInstanceCapacity", "r-1"));
    }

    @Test
    void exactCodeCountsBeforeABeginningAndALongerOneBeforeAShorter() {
        assertThat(TABLE.meaning(500, "InsufficientHostCapacity", "").scope()).isEqualTo(Scope.ZONE);
        assertThat(TABLE.meaning(400, "ThrottlingException", "").reason()).isEqualTo(Reason.THROTTLED);
    }

    @Test
    void messageDecidesWhereTheCodeMeansSeveralThings() {
        assertThat(TABLE.meaning(409, "OperationNotAllowed", "over Quota for cores")
                        .reason())
                .isEqualTo(Reason.QUOTA);
        assertThat(TABLE.meaning(409, "OperationNotAllowed", "busy").reason()).isEqualTo(Reason.CONFLICT);
        assertThat(TABLE.meaning(403, "forbidden", "Quota exceeded for cores, ram")
                        .reason())
                .isEqualTo(Reason.QUOTA);
        assertThat(TABLE.meaning(403, "forbidden", "Policy forbids").reason()).isEqualTo(Reason.DENIED);
        assertThat(TABLE.meaning(400, "", "There are no more IP here").reason()).isEqualTo(Reason.STOCK);
    }

    @Test
    void lateFailureIsKnownWithoutAStatus() {
        Problem problem = TABLE.problem("500", "No valid host was found. There are not enough hosts.", "r-2");

        assertThat(problem.reason()).isEqualTo(Reason.STOCK);
        assertThat(problem.requestId()).isEqualTo("r-2");
    }

    @ParameterizedTest
    @CsvSource({
        "302,INVALID,REJECTED", "400,INVALID,REJECTED", "401,UNAUTHENTICATED,REJECTED", "402,UNPAID,REJECTED",
        "403,DENIED,REJECTED", "404,NOT_FOUND,REJECTED", "405,UNSUPPORTED,REJECTED", "408,TIMEOUT,AMBIGUOUS",
        "409,CONFLICT,REJECTED", "410,NOT_FOUND,REJECTED", "422,INVALID,REJECTED", "423,CONFLICT,REJECTED",
        "429,THROTTLED,REJECTED", "500,UNAVAILABLE,AMBIGUOUS", "501,UNSUPPORTED,REJECTED", "502,UNAVAILABLE,AMBIGUOUS",
        "503,UNAVAILABLE,AMBIGUOUS", "504,UNAVAILABLE,AMBIGUOUS", "509,THROTTLED,REJECTED", "200,UNKNOWN,AMBIGUOUS"
    })
    void statusAloneHasAMeaning(int status, Reason reason, Certainty certainty) {
        ErrorTable.Meaning meaning = TABLE.meaning(status, "NobodyKnows", "");
        CloudException e = TABLE.refused(reply(WRITE, status), "NobodyKnows", "why");

        assertThat(meaning.known()).isFalse();
        assertThat(meaning.reason()).isEqualTo(reason);
        assertThat(e.certainty()).isEqualTo(certainty);
        assertThat(TABLE.refused(reply(READ, status), "", "").certainty()).isEqualTo(Certainty.REJECTED);
    }

    @Test
    void serversOwnFailureLeavesAWriteInDoubtUnlessTheTableSaysOtherwise() {
        assertThat(TABLE.refused(reply(WRITE, 500), "InternalError", "").certainty())
                .isEqualTo(Certainty.AMBIGUOUS);
        assertThat(TABLE.refused(reply(READ, 500), "InternalError", "").certainty())
                .isEqualTo(Certainty.REJECTED);
        assertThat(TABLE.refused(reply(WRITE, 500), "RequestTimeout", "").certainty())
                .isEqualTo(Certainty.REJECTED);
    }

    @Test
    void cloudThatPutsOffHasNotDoneIt() {
        CloudException e = TABLE.refused(reply(WRITE, 503, "Retry-After", "7"), "", "busy");

        assertThat(e.certainty()).isEqualTo(Certainty.REJECTED);
        assertThat(e.retryAfter()).contains(Duration.ofSeconds(7));
    }

    @Test
    void whatTheReplySaysCountsBeforeTheTablesWait() {
        assertThat(TABLE.refused(reply(WRITE, 400, "Retry-After", "30"), "Throttling", "")
                        .retryAfter())
                .contains(Duration.ofSeconds(30));
        assertThat(TABLE.refused(reply(WRITE, 400), "Throttling", "").retryAfter())
                .contains(Duration.ofSeconds(2));
    }

    @Test
    void messageIsOneLineAndNeverEmpty() {
        assertThat(TABLE.refused(reply(READ, 404), "", "").problem().message()).contains("cloud.example", "404");
        assertThat(TABLE.refused(reply(READ, 404), "", " a\r\n\tb\u0000c ")
                        .problem()
                        .message())
                .isEqualTo("a b c");
        assertThat(TABLE.refused(reply(READ, 404), "", "x".repeat(5000))
                        .problem()
                        .message())
                .hasSize(503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "A\t*\t*",
                "A\t*\t*\tSTOK",
                "A\t*\t*\tSTOCK\tPLANET",
                "A\t6xx\t*\tSTOCK",
                "A\t40\t*\tSTOCK",
                "A\t*\t*\tSTOCK\tZONE\tsoon",
                "A\t*\t*\tSTOCK\tZONE\t-\tNOT_SENT",
                "A\t*\t*\tSTOCK\tZONE\t-\tREJECTED\tmore",
                "A * * STOCK",
                "A\t*\t*\tSTOCK\nA\t*\t*\tQUOTA"
            })
    void badRowIsRefusedWithItsLine(String row) {
        assertThatThrownBy(() -> ErrorTable.parse("bad.tsv", "# a comment\n\n" + row))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("bad.tsv")
                .hasMessageMatching("(?s).*line [34].*");
    }

    @Test
    void tableThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> ErrorTable.load(ErrorTableTest.class, "none.tsv"))
                .hasMessageContaining("none.tsv")
                .hasMessageContaining("ErrorTableTest");
    }

    private static Reply reply(Request request, int status, String... headers) {
        return new Reply(request, status, Headers.of(headers), new byte[0], "r-1");
    }
}
