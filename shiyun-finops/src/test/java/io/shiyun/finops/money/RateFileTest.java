package io.shiyun.finops.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RateFileTest {
    private static final String HEADER = "date,from,to,rate,source\n";

    @TempDir
    Path folder;

    @Test
    void aTableOfRates() throws IOException {
        ExchangeRates rates =
                read(HEADER + "2026-10-30,USD,CNY,7.1055,PBOC, central parity\n\n2026-10-31,USD,CNY,71.06E-1,PBOC\n");

        assertThat(rates.rate(Rounding.currency("USD"), Rounding.currency("CNY"), LocalDate.of(2026, 10, 30)))
                .hasToString("1 USD = 7.1055 CNY on 2026-10-30 (PBOC, central parity)");
    }

    @Test
    void allFaultsAreNamedWithTheirPlace() {
        assertThatThrownBy(() -> read(HEADER
                        + "30.10.2026,USD,CNY,7,x\n2026-10-30,USD,RMB,7,x\n2026-10-30,USD,CNY,-7,x\n2026-10-30,USD\n"
                        + "2026-10-30,USD,CNY,1e999999999,x\n2026-10-30,USD,CNY,7,\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("line 2, column date: \"30.10.2026\" is no day")
                .hasMessageContaining("line 3, column to: \"RMB\" is no ISO 4217 currency")
                .hasMessageContaining("line 4, column rate: \"-7\" is no number above zero")
                .hasMessageContaining("line 5: has 2 fields, the header has 5")
                .hasMessageContaining("line 6, column rate: \"1e999999999\"")
                .hasMessageContaining("line 7, column source: \"\" is no source");
    }

    @Test
    void anotherFileIsRefused() {
        assertThatThrownBy(() -> read("")).hasMessageContaining("is not the header date,from,to,rate,source");
        assertThatThrownBy(() -> read(HEADER + "2026-10-30,USD,CNY,7,x\n2026-10-30,USD,CNY,7,x\n"))
                .hasMessageContaining("Two rates for one day");
    }

    private ExchangeRates read(String text) throws IOException {
        return RateFile.read(Files.writeString(folder.resolve("rates.csv"), text));
    }
}
