package metricsbuffer.suite.explore;

import java.util.List;

/** An object of the explorer's in place of one of the JDK's: its steps are turns, and it tells what it holds. */
public interface StandIn {

    /**
     * What it holds, in an order that depends on nothing but that: values, and objects that are looked into in turn.
     */
    List<?> parts();

    /** The same for a reader; {@code of} makes a text of a part. */
    String text(java.util.function.Function<Object, String> of);
}
