package metricsbuffer.suite.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;

/** The load itself: arguments are the seed and the number of records. {@link Result} says what it prints. */
public final class LoadMain {

    private static final int RECORDERS = 4;
    private static final int FLUSHERS = 2;
    private static final long INTERVAL_NANOS = 1_000_000; // short: records are to begin flushes, too
    private static final long MOST = 1_000_000;

    private final BufferModule module = BufferModule.load();
    private final Ledger ledger = new Ledger(module, RECORDERS);
    private final BufferPort buffer = module.create(ledger, System::nanoTime, INTERVAL_NANOS);
    private final AtomicBoolean recording = new AtomicBoolean(true);
    private final LongAdder flushes = new LongAdder();

    private LoadMain() {}

    public static void main(String[] args) throws InterruptedException {
        new LoadMain().run(Long.parseLong(args[0]), Integer.parseInt(args[1]));
        System.exit(0);
    }

    private void run(long seed, int records) throws InterruptedException {
        long begin = System.nanoTime();
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Worker> recorders = new ArrayList<>();
        List<Worker> flushers = new ArrayList<>();
        for (int number = 0; number < RECORDERS; number++) {
            int recorder = number;
            SplittableRandom random = seeds.split();
            int share = records / RECORDERS + (number < records % RECORDERS ? 1 : 0);
            recorders.add(Worker.start("recorder " + number, () -> record(recorder, random, share)));
        }
        for (int number = 0; number < FLUSHERS; number++) {
            flushers.add(Worker.start("flusher " + number, this::flushWhileOthersRecord));
        }
        for (Worker worker : recorders) {
            worker.join();
        }
        recording.set(false);
        for (Worker worker : flushers) {
            worker.join();
        }
        Worker last = Worker.start("the closing flush", buffer::flush);
        last.join();

        List<String> wrong = new ArrayList<>(ledger.wrong());
        recorders.forEach(worker -> wrong.addAll(worker.death()));
        flushers.forEach(worker -> wrong.addAll(worker.death()));
        wrong.addAll(last.death());
        wrong.forEach(line -> System.out.println(Result.VIOLATION + line));
        System.out.printf("%s%d records by %d threads, %d flushes by %d threads, %d totals emitted, in %d ms%n",
                Result.DONE, records, RECORDERS, flushes.sum(), FLUSHERS, ledger.emissions(),
                (System.nanoTime() - begin) / 1_000_000);
    }

    /** Any metric, and mostly small amounts: some are large, so that a total stands for what is in it. */
    private void record(int recorder, SplittableRandom random, int records) {
        int counters = module.counters().size();
        int metrics = counters + module.timings().size();
        for (int i = 0; i < records; i++) {
            int metric = random.nextInt(metrics);
            long amount = random.nextInt(8) == 0 ? random.nextLong(1, MOST) : 1;
            ledger.announce(recorder, metric, amount);
            if (metric < counters) {
                buffer.increment(metric, amount);
            } else {
                buffer.time(metric - counters, amount);
            }
        }
    }

    private void flushWhileOthersRecord() {
        while (recording.get()) {
            buffer.flush();
            flushes.increment();
        }
    }
}
