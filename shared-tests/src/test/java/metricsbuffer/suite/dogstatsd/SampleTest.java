package metricsbuffer.suite.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {

    @Test
    void aWholeLine() throws Exception {
        Sample sample = Sample.parse("run.count:17|c|@0.5|#group:a,env:test,env:test|c:ci-0123|T1700000000");

        assertThat(sample.name()).isEqualTo("run.count");
        assertThat(sample.type()).isEqualTo(MetricType.COUNT);
        assertThat(sample.values()).containsExactly(new BigDecimal("17"));
        assertThat(sample.rate()).isEqualByComparingTo("0.5");
        assertThat(sample.tags()).containsExactly("env:test", "group:a");
    }

    @ParameterizedTest
    @CsvSource({"c, COUNT", "g, GAUGE", "h, HISTOGRAM", "d, DISTRIBUTION", "ms, TIMER"})
    void types(String symbol, MetricType type) throws Exception {
        assertThat(Sample.parse("a:1|" + symbol).type()).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.400000", "9007199254740993.000001", "1:2.5:-3"})
    void eachValueIsKeptAndNotRounded(String values) throws Exception {
        assertThat(Sample.parse("a:" + values + "|h").values())
                .containsExactlyElementsOf(Stream.of(values.split(":")).map(BigDecimal::new).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "", "a", "a:1", "a|c", ":1|c", "a:|c", "a:1|", "a:1|x", "a:1|C", "a:1|c|", "a:1|c|what", "a:one|c", "a:1:|c",
        "a:1||c", "a:0x10|c", "a:1d|c", "a: 1|c", "a:NaN|h", "a:Infinity|h", "a:1e999999999|h", "a:1|c|@0", "a:1|c|@-1",
        "a:1|c|@1.5", "a:1|c|@", "a:\u0661|c", "a b:1|c", "1a:1|c", "a:1|s", "_e{5,4}:title|text", "_sc|name|0",
        "a:1|c\r", "a:1|c\u0000", "a:0000000000000000000000000000001|c"
    })
    void whatIsNotUnderstoodIsRefused(String line) {
        assertThatThrownBy(() -> Sample.parse(line)).isInstanceOf(UnreadableLineException.class);
    }

    @Test
    void aRateOfOneIsARate() throws Exception {
        assertThat(Sample.parse("a:1|c|@1").rate()).isEqualByComparingTo("1");
    }

    @Test
    void theReportQuotesWhatWasNotUnderstood() {
        assertThatThrownBy(() -> Sample.parse("a:1|x")).hasMessageContaining("unknown type 'x'");
        assertThatThrownBy(() -> Sample.parse("a:one|c")).hasMessageContaining("not a number: 'one'");
    }

    @Test
    void theReportOfAHostileLineIsOneShortLine() {
        String hostile = "a:\u001b[31m\r1|c" + "x".repeat(100_000);

        assertThatThrownBy(() -> Sample.parse(hostile)).message()
                .contains("\\x1b[31m\\x0d1").doesNotContain("\r").doesNotContain("\u001b").hasSizeLessThan(400);
    }
}
