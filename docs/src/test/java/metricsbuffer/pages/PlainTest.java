package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What no page may hold. */
class PlainTest {

    /** A path that is good on one machine only. */
    private static final Pattern OF_A_MACHINE =
            Pattern.compile("(?<![\\w.~-])(?:/work/|/tmp/|/home/|/root/|/Users/|/usr/lib/jvm|[A-Z]:\\\\)");

    @Test
    void noPathOfAMachine() throws IOException {
        List<String> found = new ArrayList<>();
        for (Page page : Repository.pages()) {
            for (int number = 0; number < page.lines().size(); number++) {
                if (OF_A_MACHINE.matcher(page.lines().get(number)).find()) {
                    found.add(page.at(number) + ": " + page.lines().get(number));
                }
            }
        }
        assertThat(found).as("paths that are good on one machine only; say it relative to the root").isEmpty();
    }

    @Test
    void noEmoji() throws IOException {
        List<String> found = new ArrayList<>();
        for (Page page : Repository.pages()) {
            for (int number = 0; number < page.lines().size(); number++) {
                if (page.lines().get(number).codePoints().anyMatch(PlainTest::isEmoji)) {
                    found.add(page.at(number) + ": " + page.lines().get(number));
                }
            }
        }
        assertThat(found).as("emoji; say it in a word").isEmpty();
    }

    /** Pictographs, and the signs that are drawn as such; arrows and mathematical signs are none. */
    private static boolean isEmoji(int codePoint) {
        return codePoint >= 0x1F000 && codePoint <= 0x1FAFF || codePoint >= 0x2600 && codePoint <= 0x27BF
                || codePoint == 0xFE0F || codePoint >= 0x2B50 && codePoint <= 0x2B55;
    }
}
