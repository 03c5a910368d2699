package io.shiyun.tck;

import io.shiyun.tck.Result.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * The contract as JUnit tests: a plugin extends this with a harness, and each rule becomes a test by its sentence. A rule that
 * is absent is reported as aborted, with the reason.
 *
 * <pre>{@code
 * class LabContractTest extends ProviderContract {
 *     protected TckHarness harness() {
 *         return new LabHarness();
 *     }
 * }
 * }</pre>
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ProviderContract {
    private final List<Runner> runners = new ArrayList<>();

    /** Makes the tests of one provider. */
    protected ProviderContract() {}

    /** Returns what the contract needs to know of the provider. Asked once. */
    protected abstract TckHarness harness();

    /** Forgets runs of before. */
    @BeforeAll
    void begin() {
        runners.clear();
    }

    /** Returns every rule as a test, section after section. */
    @TestFactory
    Stream<DynamicNode> rules() {
        TckHarness harness = harness();
        Runner runner = new Runner(harness);
        runners.add(runner);
        Map<String, List<DynamicNode>> sections = new LinkedHashMap<>();
        for (Rule rule : Rules.only(harness.only())) {
            sections.computeIfAbsent(rule.section(), name -> new ArrayList<>())
                    .add(DynamicTest.dynamicTest(rule.sentence(), () -> judge(runner.run(rule))));
        }
        Stream<DynamicNode> containers = sections.entrySet().stream()
                .map(section -> DynamicContainer.dynamicContainer(section.getKey(), section.getValue()));
        DynamicNode last =
                DynamicTest.dynamicTest("what the contract made is taken away again", () -> judge(runner.sweep()));
        return Stream.concat(containers, Stream.of(last));
    }

    private static void judge(Result result) {
        if (result.verdict() == Verdict.ABSENT) {
            Assumptions.abort("ABSENT: " + result.reason());
        }
        if (result.verdict() == Verdict.FAIL) {
            throw new AssertionError(result.reason(), result.cause().orElse(null));
        }
    }

    /** Closes the session. */
    @AfterAll
    void end() {
        runners.forEach(Runner::close);
    }
}
