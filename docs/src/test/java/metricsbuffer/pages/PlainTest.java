package metricsbuffer.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What no page may hold. */
class PlainTest {

    /** A path that is good on one machine only. */
    private static final Pattern OF_A_MACHINE =
            Pattern.compile("(?<![\\w.~-])(?:/work/|/tmp/|/home/|/root/|/Users/|/usr/lib/jvm|[A-Z]:\\\\)");

    @Test
    void noPathOfAMachine() throws IOException {
        assertThat(lines(OF_A_MACHINE.asPredicate()))
                .as("paths that are good on one machine only; say it relative to the root").isEmpty();
    }

    @Test
    void noEmoji() throws IOException {
        assertThat(lines(line -> line.codePoints().anyMatch(PlainTest::isEmoji))).as("emoji; say it in a word").isEmpty();
    }

    /** Those of all pages that are so, with their places. */
    private static List<String> lines(Predicate<String> so) throws IOException {
        return Repository.pages().stream().flatMap(page -> IntStream.range(0, page.lines().size())
                .filter(number -> so.test(page.lines().get(number)))
                .mapToObj(number -> page.at(number) + ": " + page.lines().get(number))).toList();
    }

    /** Pictographs, and the signs that are drawn as such; arrows and mathematical signs are none. */
    private static boolean isEmoji(int codePoint) {
        return codePoint >= 0x1F000 && codePoint <= 0x1FAFF || codePoint >= 0x2600 && codePoint <= 0x27BF
                || codePoint == 0xFE0F || codePoint >= 0x2B50 && codePoint <= 0x2B55;
    }
}
