package metricsbuffer.suite.field;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import metricsbuffer.suite.support.Actor;

/** Threads at work on a library, and the balance of it. Bounded: a number of units, not a time. */
final class Load {

    private static final int RECORDERS = 4;
    private static final int UNITS = 1_000_000;
    private static final int TURNS = 2_000;

    /** How many collects fall into the recording, at least: without that a fast library could record in one breath. */
    private static final int COLLECTS = 200;
    private static final int STRETCH = UNITS / RECORDERS / COLLECTS;

    private static final Duration LIMIT = Duration.ofSeconds(120);

    private Load() {}

    /** Rules R101, R103, R104: four threads record while others collect, then an orderly end. */
    static Balance recordWhileCollecting(Contract.Kind kind, int collectors, Supplier<FieldBuffer> open) {
        LoadUnits units = new LoadUnits(kind);
        AtomicInteger recording = new AtomicInteger(RECORDERS);
        AtomicInteger collecting = new AtomicInteger(collectors);
        AtomicInteger collects = new AtomicInteger();
        List<Actor.Step> steps = new ArrayList<>();
        try (FieldBuffer buffer = open.get()) {
            for (int number = 0; number < RECORDERS; number++) {
                int recorder = number;
                steps.add(() -> {
                    for (int unit = 0; unit < UNITS / RECORDERS; unit++) {
                        while (collecting.get() > 0 && collects.get() < unit / STRETCH) {
                            Thread.yield();
                        }
                        units.record((unit + recorder) % FieldBuffer.SERIES, buffer);
                    }
                    recording.decrementAndGet();
                });
            }
            steps.addAll(Collections.nCopies(collectors, () -> {
                LoadUnits.Collector collector = units.new Collector();
                while (recording.get() > 0) {
                    buffer.collect(collector.delivery());
                    collects.incrementAndGet();
                    Thread.yield();
                }
            }));
            together(steps, () -> {
                recording.set(0);
                collecting.set(0);
            });
            buffer.finish(units.new Collector().delivery());
        }
        return units.balance();
    }

    /** Rule R105: each thread records, then collects; there is no closing collect. */
    static Balance recordThenCollect(Contract.Kind kind, Supplier<FieldBuffer> open) {
        LoadUnits units = new LoadUnits(kind);
        try (FieldBuffer buffer = open.get()) {
            together(Collections.nCopies(RECORDERS, () -> {
                LoadUnits.Collector collector = units.new Collector();
                for (int turn = 0; turn < TURNS; turn++) {
                    units.record(turn % FieldBuffer.SERIES, buffer);
                    buffer.collect(collector.delivery());
                }
            }), () -> {});
        }
        return units.balance();
    }

    /**
     * Other threads that start together; this returns when all have done their step. What one of them throws, this
     * throws.
     *
     * @param end lets those end that wait for one that has failed
     */
    static void together(List<Actor.Step> steps, Runnable end) {
        CyclicBarrier start = new CyclicBarrier(steps.size());
        List<Actor> actors = new ArrayList<>();
        for (Actor.Step step : steps) {
            actors.add(Actor.start("load-" + actors.size(), () -> {
                try {
                    start.await(LIMIT.toSeconds(), TimeUnit.SECONDS);
                    step.run();
                } catch (Throwable t) {
                    end.run();
                    throw t;
                }
            }));
        }
        for (Actor actor : actors) {
            if (!actor.finished(LIMIT)) {
                end.run();
                throw new IllegalStateException("a thread did not end: " + actor.where());
            }
        }
    }
}
