package metricsbuffer.suite.load;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.support.Actor;
import metricsbuffer.suite.support.Hang;

/** The load itself, in a JVM of its own. Of what it prints, {@link LoadRules} reads lines that begin with a mark. */
final class LoadMain {

    /** Followed by what was wrong. */
    static final String VIOLATION = "VIOLATION ";

    /** The last line, followed by a summary. Without it there is no result. */
    static final String DONE = "DONE ";

    private static final int RECORDERS = 4;
    private static final int FLUSHERS = 2;
    private static final long INTERVAL_NANOS = 1_000_000; // short: records are to begin flushes, too
    private static final long MOST = 1_000_000;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final long seed;
    private final int records;
    private final BufferModule module = BufferModule.load();
    private final RecordedAndDelivered books = new RecordedAndDelivered(module, RECORDERS);
    private final BufferPort buffer = module.create(books, System::nanoTime, INTERVAL_NANOS);
    private final AtomicBoolean recording = new AtomicBoolean(true);
    private final AtomicLongArray flushes = new AtomicLongArray(FLUSHERS);
    private final List<Watched> started = new ArrayList<>();

    /** A thread of the load, how far it is, and since when it is there. For the thread that waits for all of them. */
    private static final class Watched {

        private final Actor actor;
        private final LongSupplier calls;
        private long seen = -1;
        private long since;

        Watched(Actor actor, LongSupplier calls) {
            this.actor = actor;
            this.calls = calls;
        }

        /** Whether a single call of the buffer has not returned for too long; other threads may go on meanwhile. */
        boolean hangs() {
            long now = calls.getAsLong();
            if (now != seen) {
                seen = now;
                since = System.nanoTime();
            }
            return actor.isAlive() && System.nanoTime() - since > Hang.LIMIT.toNanos();
        }
    }

    private LoadMain(long seed, int records) {
        this.seed = seed;
        this.records = records;
    }

    /** Takes the seed and how many records, as {@link LoadRules} hands them over. */
    public static void main(String[] args) {
        new LoadMain(Long.parseLong(args[0]), Integer.parseInt(args[1])).run();
        System.exit(0);
    }

    private void run() {
        long begin = System.nanoTime();
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Actor> recorders = IntStream.range(0, RECORDERS).mapToObj(number -> {
            SplittableRandom random = seeds.split();
            int share = records / RECORDERS + (number < records % RECORDERS ? 1 : 0);
            return start("recorder " + number, () -> record(number, random, share), () -> books.announced(number));
        }).toList();
        List<Actor> flushers = IntStream.range(0, FLUSHERS)
                .mapToObj(number -> start("flusher " + number, () -> flushWhileOthersRecord(number),
                        () -> flushes.get(number))).toList();
        recorders.forEach(this::await);
        recording.set(false);
        flushers.forEach(this::await);
        Actor last = start("the closing flush", buffer::flush, () -> 0);
        await(last);

        List<String> wrong = new ArrayList<>(books.wrong());
        Actor closing = Actor.start("close()", buffer::close);
        await(closing);
        Stream.of(recorders, flushers, List.of(last, closing)).flatMap(List::stream).filter(actor -> actor.thrown() != null)
                .forEach(actor -> {
                    actor.thrown().printStackTrace(System.out);
                    wrong.add("%s died of %s".formatted(actor.getName(), actor.thrown().getClass().getSimpleName()));
                });
        wrong.forEach(line -> System.out.println(VIOLATION + line));
        System.out.printf("%s%d records by %d threads, %d flushes by %d threads, %d totals emitted, in %d ms%n",
                DONE, records, RECORDERS, IntStream.range(0, FLUSHERS).mapToLong(flushes::get).sum(), FLUSHERS, books.emissions(),
                (System.nanoTime() - begin) / 1_000_000);
    }

    private Actor start(String name, Actor.Step step, LongSupplier calls) {
        Actor actor = Actor.start(name, step);
        started.add(new Watched(actor, calls));
        return actor;
    }

    /** Waits until it has ended. If it hangs, or another thread does, that is the result, and this JVM ends. */
    private void await(Actor actor) {
        while (!actor.ended(LOOK_AGAIN)) {
            List<Actor> hanging = started.stream().filter(Watched::hangs).map(watched -> watched.actor).toList();
            if (!hanging.isEmpty()) {
                String hang = Hang.describe(hanging);
                System.out.println(hang);
                System.out.println(VIOLATION + hang.lines().findFirst().orElseThrow());
                System.out.println(DONE + "with threads that hang");
                System.exit(0);
            }
        }
    }

    /** Any metric, and mostly small amounts: some are large, so that a total stands for what is in it. */
    private void record(int recorder, SplittableRandom random, int share) {
        int counters = module.counters().size();
        int metrics = counters + module.timings().size();
        for (int i = 0; i < share; i++) {
            int metric = random.nextInt(metrics);
            long amount = random.nextInt(8) == 0 ? random.nextLong(1, MOST) : 1;
            books.announce(recorder, metric, amount);
            if (metric < counters) {
                buffer.increment(metric, amount);
            } else {
                buffer.time(metric - counters, amount);
            }
        }
    }

    private void flushWhileOthersRecord(int flusher) {
        while (recording.get()) {
            buffer.flush();
            flushes.incrementAndGet(flusher);
        }
    }
}
