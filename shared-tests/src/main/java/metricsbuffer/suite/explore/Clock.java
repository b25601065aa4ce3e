package metricsbuffer.suite.explore;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Stands while the threads run: to read it is no step. */
final class Clock implements LongSupplier, StandIn {

    long now;

    @Override
    public long getAsLong() {
        Turns.readsTheClock();
        return now;
    }

    @Override
    public List<?> parts() {
        return List.of(now);
    }

    @Override
    public String text(Function<Object, String> of) {
        return now + " ns";
    }
}
