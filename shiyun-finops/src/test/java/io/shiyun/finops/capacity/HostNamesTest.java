package io.shiyun.finops.capacity;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Region;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    private static final LocalDate DAY = LocalDate.of(2026, 5, 4);

    private static String last(String pool, String cloud, String region) {
        return new HostNames(pool, Region.of(cloud, region), DAY).of(Buying.MOST);
    }

    @Test
    void everyNameIsALabelWhateverThePoolAndTheRegionAreCalled() {
        List<String> names = new ArrayList<>();
        for (String pool :
                List.of("web", "WEB", "we_b", "-web-", "\u7f51\u7ad9", "\u5e94\u7528", "a b/c", "p".repeat(200))) {
            for (String region : List.of("eu-1", "EU.1", "r".repeat(99) + "a", "r".repeat(99) + "b")) {
                names.add(last(pool, "prod", region));
            }
        }
        assertThat(names)
                .allMatch(name -> name.matches("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?"))
                .doesNotHaveDuplicates();
        assertThat(names.get(0)).matches("web-prod-eu-1-[0-9a-f]{8}-20260504-1000");
    }

    @Test
    void whatReadsAlikeIsToldApart() {
        assertThat(List.of(
                        last("web", "prod", "eu-1"),
                        last("web", "prod", "eu-2"),
                        last("web", "test", "eu-1"),
                        last("web-prod", "eu", "1"),
                        last("web-prod", "eu-1", "x"),
                        last("web", "prod-eu", "1")))
                .doesNotHaveDuplicates();
        assertThat(last("web", "prod", "eu-1")).isEqualTo(last("web", "prod", "eu-1"));
        assertThat(new HostNames("web", Region.of("prod", "eu-1"), DAY.plusDays(1)).of(1))
                .isNotEqualTo(new HostNames("web", Region.of("prod", "eu-1"), DAY).of(1));
    }
}
