package metricsbuffer.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import metricsbuffer.processing.InvalidMessageException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WordCountTest {

    private final WordCount count = new WordCount();

    @Test
    void countsWordsAndRecords() {
        process("two words".getBytes(UTF_8));
        process("  and\tthree\nm\u00f6re ".getBytes(UTF_8));
        process(new byte[0]);
        process(null);

        assertThat(count).hasToString("5 words in 4 records");
    }

    @Test
    void findsAValueInvalidThatIsNotUtf8AndCountsNothingOfIt() {
        assertThatThrownBy(() -> process(new byte[] {'a', ' ', (byte) 0xff}))
                .isInstanceOf(InvalidMessageException.class).hasMessageContaining("words-0@0", "UTF-8");

        assertThat(count).hasToString("0 words in 0 records");
    }

    private void process(byte[] value) {
        count.process(new ConsumerRecord<>("words", 0, 0, null, value));
    }
}
