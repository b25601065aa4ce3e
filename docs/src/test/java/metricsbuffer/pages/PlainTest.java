package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no page may hold. */
class PlainTest {

    /** A path that is good on one machine only. */
    private static final Pattern OF_A_MACHINE =
            Pattern.compile("(?<![\\w.~-])(/work/|/tmp/|/home/|/root/|/Users/|/usr/lib/jvm|[A-Z]:\\\\)");

    /** Pictographs, and the signs that are drawn as such; arrows and mathematical signs are none. */
    private static final Pattern EMOJI =
            Pattern.compile("([\\x{1F000}-\\x{1FAFF}\\x{2600}-\\x{27BF}\\x{FE0F}\\x{2B50}-\\x{2B55}])");

    @Test
    void noPathOfAMachine() throws IOException {
        assertThat(Repository.mentions(OF_A_MACHINE, Repository.files(".md")))
                .as("paths that are good on one machine only; say it relative to the root").isEmpty();
    }

    @Test
    void noEmoji() throws IOException {
        assertThat(Repository.mentions(EMOJI, Repository.files(".md"))).as("emoji; say it in a word").isEmpty();
    }
}
