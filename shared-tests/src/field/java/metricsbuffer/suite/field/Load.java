package metricsbuffer.suite.field;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Threads at work on a library, and the books of it. Bounded: a number of units, not a time. */
final class Load {

    static final int RECORDERS = 4;
    static final int UNITS = 1_000_000;
    static final int TURNS = 2_000;

    /** How many collects fall into the recording, at least: without that a fast library could record in one breath. */
    static final int COLLECTS = 200;

    private Load() {}

    private static final int STRETCH = UNITS / RECORDERS / COLLECTS;

    /** Rules R101, R103, R104: four threads record while others collect, then an orderly end. */
    static Outcome recordWhileCollecting(Promise promise, Supplier<FieldBuffer> open) throws InterruptedException {
        Books books = new Books(promise.kind(), RECORDERS);
        AtomicInteger recording = new AtomicInteger(RECORDERS);
        AtomicInteger collects = new AtomicInteger(promise.collectors() == 0 ? COLLECTS : 0);
        try (FieldBuffer buffer = open.get(); Crew crew = new Crew()) {
            for (int number = 0; number < RECORDERS; number++) {
                int recorder = number;
                crew.add("recorder-" + recorder, () -> {
                    for (int unit = 0; unit < UNITS / RECORDERS; unit++) {
                        while (collects.get() < unit / STRETCH) {
                            crew.giveWay();
                        }
                        books.record(recorder, (unit + recorder) % FieldBuffer.SERIES, buffer);
                    }
                    recording.decrementAndGet();
                });
            }
            for (int number = 0; number < promise.collectors(); number++) {
                Books.Reader reader = books.new Reader();
                crew.add("collector-" + number, () -> {
                    while (recording.get() > 0) {
                        buffer.collect(reader.page());
                        collects.incrementAndGet();
                        crew.giveWay();
                    }
                });
            }
            crew.join();
            buffer.finish(books.new Reader().page());
        }
        return books.close();
    }

    /** Rule R105: each thread records, then collects; there is no closing collect. */
    static Outcome recordThenCollect(Promise promise, Supplier<FieldBuffer> open) throws InterruptedException {
        Books books = new Books(promise.kind(), RECORDERS);
        try (FieldBuffer buffer = open.get(); Crew crew = new Crew()) {
            for (int number = 0; number < RECORDERS; number++) {
                int recorder = number;
                Books.Reader reader = books.new Reader();
                crew.add("recorder-" + recorder, () -> {
                    for (int turn = 0; turn < TURNS; turn++) {
                        books.record(recorder, turn % FieldBuffer.SERIES, buffer);
                        buffer.collect(reader.page());
                    }
                });
            }
            crew.join();
        }
        return books.close();
    }
}
