package metricsbuffer.testing;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what another thread is about to do: looks every few milliseconds, and gives up after 10 s. */
public final class Waiting {

    private Waiting() {}

    /** Begins a wait; end it with {@code until}. */
    public static ConditionFactory await() {
        return Awaitility.await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(10));
    }
}
