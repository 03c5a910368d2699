package io.shiyun.offer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Layer;
import io.shiyun.model.Per;
import io.shiyun.model.Price;
import io.shiyun.model.Stock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceFileTest {
    private static final String HEADER = "provider,region,instance_type,vcpu,memory_gib,price_per_hour,currency\n";

    static PriceList read(String text) {
        return PriceFile.reader().read("p.csv", new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static PriceFault onlyFault(String text) {
        PriceFileException refused = catchThrowableOfType(PriceFileException.class, () -> read(text));
        assertThat(refused).isNotNull();
        assertThat(refused.faults()).hasSize(1);
        assertThat(refused).hasMessageContaining(refused.faults().get(0).message());
        return refused.faults().get(0);
    }

    private static CatalogueOffer only(PriceList list, String shape) {
        return OfferCatalogue.of(list).detail("A", "r", shape).get(0);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void everyColumnIsRead() {
        PriceList list =
                read("provider,region,zone,instance_type,layer,vcpu,memory_gib,disk_gib,arch,gpu_model,gpu_count,os,"
                        + "purchase_option,term_months,price,per,currency,stock,restriction,as_of,source,x_team\n"
                        + "A,r,r-1,big,host,0.25,0.6,20,amd64,l4,2,linux,reserved,12,7.30,month,USD,available,,2026-07,list 7,\"a,\"\"b\"\n"
                        + "A,r,,cdn,cdn,,,,,,,,,,0.02,gib,CNY,sold_out,not for you,2026-07-30T10:00:00Z,,\n");
        CatalogueOffer big = only(list, "big");
        assertThat(big.cpu().orElseThrow().millis()).isEqualTo(250);
        assertThat(big.memory()).contains(Bytes.of(644_245_094));
        assertThat(big.disk()).contains(Bytes.gib(20));
        assertThat(big.architecture()).isEqualTo(Architecture.X86_64);
        assertThat(big.gpus()).isEqualTo(2);
        assertThat(big.gpuModel()).isEqualTo("l4");
        assertThat(big.os()).isEqualTo("linux");
        assertThat(big.zone()).isEqualTo("r-1");
        assertThat(big.termMonths()).isEqualTo(12);
        assertThat(big.price().orElseThrow().perHour()).isEqualTo(Price.hourly("0.01", "USD"));
        assertThat(big.listPrice().orElseThrow().per()).isEqualTo(Per.MONTH);
        assertThat(big.amountAsWritten()).contains(new BigDecimal("7.30"));
        assertThat(big.asOf()).contains(Instant.parse("2026-07-01T00:00:00Z"));
        assertThat(big.source()).isEqualTo("list 7");
        assertThat(big.attributes()).containsEntry("x_team", "a,\"b");
        CatalogueOffer cdn = only(list, "cdn");
        assertThat(cdn.layer()).isEqualTo(Layer.CDN);
        assertThat(cdn.stock()).isEqualTo(Stock.SOLD_OUT);
        assertThat(cdn.restriction()).isEqualTo("not for you");
        assertThat(cdn.cpu()).isEmpty();
        assertThat(cdn.price().orElseThrow().toString()).isEqualTo("0.02 CNY/gib");
    }

    @Test
    void amountsStayExactWhateverTheirLength() {
        for (String amount : new String[] {
            "0.1234567890123456",
            "0.12345678901234567890",
            "1074.68508",
            "922.3372036854775808",
            "1e-20",
            "3.5E2",
            "123456789012345678901"
        }) {
            PriceList list = read(HEADER + "A,r,s,1,1," + amount + ",USD\n");
            assertThat(only(list, "s").price().orElseThrow().money().amount())
                    .as(amount)
                    .isEqualByComparingTo(new BigDecimal(amount));
        }
    }

    @Test
    void gzipAndWindowsLinesAndByteOrderMarkAreRead() throws IOException {
        String text = "\ufeff" + HEADER.replace("\n", "\r\n") + "A,r,s,1,1,0.5,USD\r\n\r\nA,r,t,1,1,0.6,\"USD\"";
        byte[] packed = gzip(text.getBytes(StandardCharsets.UTF_8));
        assertThat(PriceFile.reader()
                        .read("p.csv.gz", new ByteArrayInputStream(packed))
                        .size())
                .isEqualTo(2);
        assertThat(read(text).size()).isEqualTo(2);
    }

    @Test
    void recordsLongerThanTheBufferAreRead() {
        String name = "n".repeat(150_000);
        PriceList list = read("provider,region,instance_type,price_per_hour,currency,x_long\nA,r,s,1,USD,\"" + name
                + "\"\"\"\nA,r,t,1,USD," + name + "\n");
        assertThat(only(list, "s").attributes()).containsEntry("x_long", name + "\"");
        assertThat(only(list, "t").attributes()).containsEntry("x_long", name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A,r,s,1,1,abc,USD; price_per_hour; abc",
                "A,r,s,1,1,-1,USD; price_per_hour; -1",
                "A,r,s,1,1,1e999999999,USD; price_per_hour; 1e999999999",
                "A,r,s,x,1,1,USD; vcpu; x",
                "A,r,s,1,99999999999999999,1,USD; memory_gib; 99999999999999999",
                "A,r,s,1,1,1,XXY; currency; XXY",
                "A,r,s,1,1,1,usd; currency; usd",
                "A,,s,1,1,1,USD; region; ''",
                "A,r,s,1,1,1; ''; ''",
                "A,r,s,1,1,1,USD,more; ''; ''"
            })
    void aBadValueIsNamedWithItsPlace(String row, String column, String value) {
        PriceFault fault = onlyFault(HEADER + "A,r,good,1,1,1,USD\n" + row + "\n");
        assertThat(fault.line()).isEqualTo(3);
        assertThat(fault.file()).isEqualTo("p.csv");
        assertThat(fault.column()).isEqualTo(column);
        assertThat(fault.value()).isEqualTo(value);
    }

    @Test
    void faultsAreCollected() {
        PriceFileException refused = catchThrowableOfType(
                PriceFileException.class, () -> read(HEADER + "A,r,s,x,1,y,USD\nA,r,t,1,1,1,USD\nA,r,u,1,1,z,USD\n"));
        assertThat(refused.faults()).extracting(PriceFault::line).containsExactly(2L, 2L, 4L);
    }

    @Test
    void twoPricesForOneOfferAreRefusedAndBothLinesNamed() {
        PriceFault fault = onlyFault(HEADER + "A,r,s,1,1,0.5,USD\nA,r,t,1,1,0.5,USD\nA,r,s,1,1,0.6,USD\n");
        assertThat(fault.line()).isEqualTo(4);
        assertThat(fault.message())
                .contains("two prices")
                .contains("0.5 in line 2")
                .contains("0.6 here");
    }

    @Test
    void theSamePriceTwiceIsOneOffer() {
        PriceList list = read(HEADER + "A,r,s,1,1,0.5,USD\nA,r,s,1,1,0.50,USD\nA,r,s,1,1,3.5,CNY\n");
        assertThat(list.repeats()).isEqualTo(1);
        assertThat(list.size()).isEqualTo(2);
        assertThat(OfferCatalogue.of(list).size()).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; empty",
                "provider,region,instance_type,currency; price_per_hour",
                "provider,region,instance_type,price,currency; missing",
                "provider,region,price_per_hour,currency; missing",
                "provider,region,instance_type,price_per_hour,currency,colour; x_",
                "provider,region,instance_type,price_per_hour,currency,region; twice"
            })
    void aBadHeaderIsRefused(String header, String message) {
        assertThat(onlyFault(header + "\n").message()).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "A,r,\"s,1,1,0.5,USD; never closed",
                "A,r,\"s\"x,1,1,0.5,USD; behind a closing quote",
                "A,r,s\"x,1,1,0.5,USD; not quoted"
            })
    void aBrokenQuoteIsRefused(String row, String message) {
        PriceFault fault = onlyFault(HEADER + row + "\n");
        assertThat(fault.line()).isEqualTo(2);
        assertThat(fault.message()).contains(message);
    }

    @Test
    void aFileCutInTheMiddleIsRefused() throws IOException {
        StringBuilder text = new StringBuilder(HEADER);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            text.append("A,r,s")
                    .append(i)
                    .append(",1,1,")
                    .append(random.nextInt(1_000_000))
                    .append(",USD\n");
        }
        byte[] whole = gzip(text.toString().getBytes(StandardCharsets.UTF_8));
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> PriceFile.reader().read("p.gz", new ByteArrayInputStream(half)))
                .isInstanceOf(PriceFileException.class)
                .hasMessageContaining("cut off");
    }

    @Test
    void aGzipBombIsRefused() throws IOException {
        byte[] row = "A,r,s,1,1,0.5,USD\n".repeat(60_000).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(HEADER.getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 40; i++) {
                out.write(row);
            }
        }
        assertThatThrownBy(() -> PriceFile.reader().read("p.gz", new ByteArrayInputStream(packed.toByteArray())))
                .isInstanceOf(PriceFileException.class)
                .hasMessageContaining("bomb");
        assertThatThrownBy(() -> PriceFile.reader().atMost(1000).read("p", new ByteArrayInputStream(row)))
                .isInstanceOf(PriceFileException.class);
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> PriceFile.reader().read(Path.of("nowhere.csv")))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("nowhere.csv");
    }

    @Test
    void aProviderCanBeGivenTheNameOfAConnectedCloud() {
        PriceList list = PriceFile.reader()
                .rename("AWS", "prod")
                .read("p", new ByteArrayInputStream((HEADER + "AWS,r,s,1,1,1,USD\n").getBytes(StandardCharsets.UTF_8)));
        assertThat(OfferCatalogue.of(list).places()).containsExactly(new OfferPlace("prod", "r"));
    }
}
