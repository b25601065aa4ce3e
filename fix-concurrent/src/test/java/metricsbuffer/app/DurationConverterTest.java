package metricsbuffer.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationConverterTest {

    private final DurationConverter converter = new DurationConverter();

    @ParameterizedTest
    @CsvSource({"1ms, PT0.001S", "500ms, PT0.5S", "10s, PT10S", "10 S, PT10S", "2m, PT2M", "24h, PT24H",
            "PT1.5S, PT1.5S", "pt1m, PT1M", "'  3s ', PT3S"})
    void readsWhatPeopleWriteAndIso8601(String text, Duration expected) {
        assertThat(converter.convert(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1", "s", "ten seconds", "1.5s", "-1s", "1d", "1e9s", "99999999999999999999s",
            "PT", "0x10s", "1s 2s", "\u0661s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class).hasMessageContaining("is not a duration");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "0s", "PT0S", "PT-1S", "PT0.0001S", "25h", "999999999h", "PT99999999999999S"})
    void refusesWhatIsTooShortOrTooLong(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class).hasMessageContaining("from 1ms to 24h");
    }
}
