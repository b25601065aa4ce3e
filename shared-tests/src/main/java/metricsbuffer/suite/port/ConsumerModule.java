package metricsbuffer.suite.port;

import java.util.List;
import java.util.ServiceLoader;

/** Starts a module's whole consumer. One implementation a class path, named in {@code META-INF/services}. */
public interface ConsumerModule {

    /** Starts a consumer on a thread of its own, wired as {@code ConsumerApp} wires it. */
    RunningConsumer start(ConsumerSpec spec);

    /** The one implementation on the class path. */
    static ConsumerModule load() {
        List<ConsumerModule> found =
                ServiceLoader.load(ConsumerModule.class).stream().map(ServiceLoader.Provider::get).toList();
        if (found.size() != 1) {
            throw new IllegalStateException("expected one provider of " + ConsumerModule.class.getName()
                    + " on the class path, found " + found);
        }
        return found.get(0);
    }
}
