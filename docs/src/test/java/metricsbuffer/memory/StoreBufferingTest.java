package metricsbuffer.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import metricsbuffer.memory.StoreBuffering.Count;
import metricsbuffer.memory.StoreBuffering.Plain;
import metricsbuffer.memory.StoreBuffering.Volatile;
import org.junit.jupiter.api.Test;

/** Holds MB-F08 to its words: what no interleaving gives, and what the machine gives. */
class StoreBufferingTest {

    private static final int ROUNDS = 200_000;
    private static final Duration LIMIT = Duration.ofSeconds(3);

    /** All interleavings of two steps of one thread and two of another, played one step after the other. */
    @Test
    void noInterleavingLetsBothMissEachOther() {
        Set<String> seen = new TreeSet<>();
        for (int schedule = 0; schedule < 16; schedule++) {
            if (Integer.bitCount(schedule) == 2) { // which two of the four steps are the first thread's
                seen.add(play(schedule));
            }
        }
        assertThat(seen).containsExactly("0, 1", "1, 0", "1, 1");
    }

    private static String play(int schedule) {
        int[] isThere = {0, 0};
        int[] saw = {-1, -1};
        boolean[] wrote = {false, false};
        for (int step = 0; step < 4; step++) {
            int thread = (schedule >> step & 1) == 1 ? 0 : 1;
            if (wrote[thread]) {
                saw[thread] = isThere[1 - thread];
            } else {
                isThere[thread] = 1;
                wrote[thread] = true;
            }
        }
        return saw[0] + ", " + saw[1];
    }

    /** Reported, not judged: that it was not seen would mean nothing. */
    @Test
    void withPlainFieldsOnThisMachine() throws Exception {
        Count count = new Plain().play(ROUNDS, LIMIT);
        System.out.printf("MB-F08: plain fields, neither thread saw the other: seen %d of %d (Java %s, %s)%n",
                count.neither(), count.rounds(), System.getProperty("java.version"), System.getProperty("os.arch"));
    }

    /** Judged: the memory model forbids it. */
    @Test
    void withVolatileFieldsNever() throws Exception {
        Count count = new Volatile().play(ROUNDS, LIMIT);
        assertThat(count.rounds()).as("rounds").isPositive();
        assertThat(count.neither()).as("rounds in which neither saw the other").isZero();
    }
}
