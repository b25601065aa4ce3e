package metricsbuffer.suite.model.canary;

import java.util.List;
import metricsbuffer.suite.port.BufferModule;

/**
 * Makes buffers with one known error, so small that they can be seen to have no other. A check that does not find it
 * finds nothing, whatever it says of other buffers.
 *
 * <p>A canary never flushes by itself, unless it says so.
 */
public abstract class Canary implements BufferModule {

    @Override
    public final List<String> counters() {
        return List.of("counter 0", "counter 1");
    }

    @Override
    public final List<String> timings() {
        return List.of("timing 0", "timing 1");
    }
}
