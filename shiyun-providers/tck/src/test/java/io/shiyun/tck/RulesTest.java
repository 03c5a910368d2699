package io.shiyun.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.spi.CloudService;
import io.shiyun.spi.Operation;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesTest {
    @Test
    void every_rule_has_an_id_of_its_own_that_fits_on_a_line() {
        assertThat(Rules.all()).extracting(Rule::id).doesNotHaveDuplicates();
        assertThat(Rules.all()).extracting(Rule::id).allMatch(id -> id.matches("[a-z]+\\.[a-z0-9-]+"));
    }

    @Test
    void every_operation_that_a_provider_can_have_is_needed_by_some_rule() {
        Set<Operation> needed =
                Rules.all().stream().flatMap(rule -> rule.needs().stream()).collect(Collectors.toSet());
        // These are used by rules that reach them by way of others: steps of an operation, and parts of an upload.
        List<String> byWay = List.of("proceed");
        assertThat(Operation.values())
                .filteredOn(operation -> !byWay.contains(operation.method()))
                .filteredOn(operation -> !needed.contains(operation))
                .extracting(Operation::label)
                .isEmpty();
    }

    @Test
    void every_service_has_a_section() {
        Set<String> sections = Rules.sections();
        for (Class<? extends CloudService> service : CloudRules.services()) {
            String name = service.getSimpleName().equals("Buckets")
                    ? "objects"
                    : service.getSimpleName().toLowerCase(Locale.ROOT);
            assertThat(sections).contains(name);
        }
    }

    @Test
    void a_section_that_is_not_there_is_refused_with_those_that_are() {
        assertThatThrownBy(() -> Rules.only(List.of("hosts", "hats")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hats")
                .hasMessageContaining("clusters");
    }

    @Test
    void claims_are_labels_one_a_line_without_comments() {
        Claims claims = Claims.parse("# what we do\n\n hosts.create \nbuckets.put\nhosts.fly\n");
        assertThat(claims.names(Operation.HOSTS_CREATE)).isTrue();
        assertThat(claims.names(Operation.BUCKETS_PUT)).isTrue();
        assertThat(claims.names(Operation.HOSTS_GET)).isFalse();
        assertThat(claims.unknown()).containsExactly("hosts.fly");
    }

    @Test
    void a_result_is_one_line_whatever_the_reason_says() {
        Rule rule = new Rule("hosts", "a host's life", List.of(), bench -> {});
        Result result = new Result(rule, Result.Verdict.FAIL, "two\n  lines", Optional.empty());
        assertThat(result.line()).isEqualTo("FAIL hosts.a-host-s-life - two lines");
    }
}
