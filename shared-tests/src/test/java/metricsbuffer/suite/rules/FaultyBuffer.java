package metricsbuffer.suite.rules;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import metricsbuffer.suite.port.BufferPort;
import metricsbuffer.suite.port.BufferSink;

/** A right buffer, totals swapped under a lock, with one fault of a kind that no exercise has, or none. */
final class FaultyBuffer implements BufferPort {

    /** What is wrong with it. */
    enum Fault {
        NONE,
        NEVER_RESETS("r101TotalsOverSeveralFlushes"),
        HOLDS_NO_MORE_THAN_A_THOUSAND_RECORDS("r101ManyRecordsBeforeAFlush"),
        EMITS_NO_MORE_THAN_A_THOUSAND_UNITS("r105ManyRecordsThenOneFlush"),
        DROPS_WHAT_IS_REFUSED_WHEN_A_RECORD_FLUSHES("r106TotalsRefusedInAFlushBegunByARecord"),
        KEEPS_ONLY_WHAT_UNCHECKED_EXCEPTIONS_REFUSE(
                "r106OneTotalRefusedByACheckedException", "r106TotalsRefusedInAFlushBegunByARecord"),
        KEEPS_ONLY_WHAT_EXCEPTIONS_REFUSE("r106OneTotalRefusedByAnError", "r106TotalsRefusedInAFlushBegunByARecord"),
        GIVES_UP_WHILE_ANOTHER_FLUSHES(
                "r105RecordThenFlushDuringAnotherFlush", "r105RecordThenFlushDuringAFlushBegunByARecord"),
        FLUSHES_ONLY_WHEN_THE_INTERVAL_IS_OVER("r105WhatAThreadRecordedIsEmittedWhenItsFlushReturns"),
        EMITS_UNDER_THE_LOCK(
                "r301RecordersWhileTheSinkBlocksAFlush", "r301RecordersWhileTheSinkBlocksAFlushBegunByARecord",
                "r302TheSinkWaitsForAnotherThreadThatRecords"),
        SUPPRESSES_AN_EXCEPTION_IN_ITSELF("r106EveryTotalRefusedByTheSameException"),
        NEVER_FLUSHES_BY_ITSELF(
                "r401ARecordMadeWhenTheIntervalIsOverBeginsAFlush", "r403TheInjectedClockMovesAndTheWallClockHardly"),
        FLUSHES_AT_EVERY_RECORD(
                "r402TheIntervalStartsAnewWhenItIsClaimed", "r403TheWallClockMovesAndTheInjectedOneStands"),
        FLAG_STAYS("r401AgainOnceTheRunningOneHasEnded"),
        FLAG_STAYS_AFTER_A_FAILURE("r303TheBufferGoesOnAfterAFailure"),
        FLAG_STAYS_WHEN_AN_EXPLICIT_FLUSH_RUNS("r401AgainOnceAnExplicitFlushHasEnded"),
        A_LATE_RECORD_WAITS_FOR_THE_FLUSH_THAT_RUNS("r301LateRecordWhileTheSinkBlocksAnExplicitFlush"),
        A_FLUSH_WAITS_FOR_ITSELF(
                "r302TheSinkFlushesOnItsOwnThread", "r302TheSinkFlushesOnItsOwnThreadInAFlushBegunByARecord"),
        FLUSHES_INSIDE_A_FLUSH("r302ARecordInsideAFlushThatARecordBeganBeginsNone"),
        THROWS_ERRORS_INTO_RECORDERS("r303AFailingSinkDoesNotThrowIntoARecorder"),
        THROWS_CHECKED_EXCEPTIONS_INTO_RECORDERS("r303AFailingSinkDoesNotThrowIntoARecorder"),
        TWO_FLUSHES_SHARE_THE_ARRAYS("r101RecordsAfterAFlushThatOverlapsAnother"),
        TWO_FLUSHES_SHARE_WHAT_IS_TAKEN("r105RecordThenFlushOverlappedByAnotherFlush"),
        TAKES_THE_TOTALS_OF_EACH_THREAD_APART("r201TwoRecordsHandedOverBetweenThreadsDuringAnyEmission"),
        GOES_BY_THE_WALL_CLOCK(
                "r403TheWallClockMovesAndTheInjectedOneStands", "r403TheInjectedClockMovesAndTheWallClockHardly"),
        COMPARES_READINGS("r403TheClockStartsAnywhereAndOverflows"),
        TURNS_THE_INTERVAL_BACK("r402AFlushThatIsHeldUpAfterItReadTheClock"),
        REFUSES_NULL_WITHOUT_A_NAME("r501NullIsRefusedByName"),
        TAKES_NEGATIVE_AMOUNTS("r501ANegativeAmountIsRefusedByName", "r501ARefusedRecordChangesNothing"),
        CHECKS_AFTER_THE_WRITE("r501ARefusedRecordChangesNothing"),
        EMITS_ZERO("r501ATotalOfZeroIsNotEmitted"),
        ADDS_UP_MILLISECONDS("r501NothingIsTruncated"),
        ADDS_UP_INTS("r501NothingIsTruncated");

        /** The scenarios that see it; there may be others. */
        private final List<String> rejectedBy;

        Fault(String... rejectedBy) {
            this.rejectedBy = List.of(rejectedBy);
        }

        List<String> rejectedBy() {
            return rejectedBy;
        }
    }

    private final Fault fault;
    private final int metrics = WrongModule.count; // of a kind
    private final int slots = 2 * metrics;
    private final BufferSink sink;
    private final LongSupplier nanoClock;
    private final long intervalNanos;
    private final AtomicBoolean flushing = new AtomicBoolean();
    private final ReentrantLock flushLock = new ReentrantLock();
    private final Semaphore oneFlush = new Semaphore(1);
    private long[] spare = new long[slots]; // guarded by this
    private volatile long[] lastTaken;
    private long[] totals = new long[slots]; // guarded by this
    private boolean[] seen = new boolean[slots]; // guarded by this
    private final Map<Thread, long[]> totalsByThread = new LinkedHashMap<>(); // guarded by this
    private long intervalStart; // guarded by this
    private boolean flushingForRecord; // guarded by this
    private int records; // guarded by this

    FaultyBuffer(Fault fault, BufferSink sink, LongSupplier nanoClock, long intervalNanos) {
        this.fault = fault;
        this.sink = sink;
        this.nanoClock =
                fault == Fault.GOES_BY_THE_WALL_CLOCK ? () -> System.currentTimeMillis() * 1_000_000 : nanoClock;
        this.intervalNanos = intervalNanos;
        this.intervalStart = this.nanoClock.getAsLong();
    }

    @Override
    public void increment(int counter, long amount) {
        record(counter, "counter", counter, amount);
    }

    @Override
    public void time(int timing, long nanos) {
        record(metrics + timing, "timing", timing,
                fault == Fault.ADDS_UP_MILLISECONDS ? nanos / 1_000_000 * 1_000_000 : nanos);
    }

    private void record(int slot, String kind, int index, long amount) {
        if (index >= metrics) {
            throw new NullPointerException(fault == Fault.REFUSES_NULL_WITHOUT_A_NAME ? null : kind);
        }
        if (amount < 0 && fault == Fault.CHECKS_AFTER_THE_WRITE) {
            add(slot, amount);
        }
        if (amount < 0 && fault != Fault.TAKES_NEGATIVE_AMOUNTS) {
            throw new IllegalArgumentException(kind + " " + index + ": negative amount " + amount);
        }
        long now = nanoClock.getAsLong();
        boolean claimed;
        synchronized (this) {
            add(slot, fault == Fault.ADDS_UP_INTS ? (int) amount : amount);
            claimed = claim(now);
        }
        if (claimed) {
            flushForRecord();
        }
    }

    private synchronized void add(int slot, long amount) {
        if (fault == Fault.HOLDS_NO_MORE_THAN_A_THOUSAND_RECORDS && ++records > 1_000) {
            return;
        }
        long[] sums = fault == Fault.TAKES_THE_TOTALS_OF_EACH_THREAD_APART
                ? totalsByThread.computeIfAbsent(Thread.currentThread(), first -> new long[slots]) : totals;
        sums[slot] += amount;
        seen[slot] = true;
    }

    private boolean claim(long now) {
        boolean over = switch (fault) {
            case NEVER_FLUSHES_BY_ITSELF -> false;
            case FLUSHES_AT_EVERY_RECORD -> true;
            case COMPARES_READINGS -> now > intervalStart + intervalNanos;
            default -> now - intervalStart > intervalNanos;
        };
        if (!over || flushingForRecord && fault != Fault.FLUSHES_INSIDE_A_FLUSH) {
            return false;
        }
        if (flushing.get() && fault == Fault.FLAG_STAYS_WHEN_AN_EXPLICIT_FLUSH_RUNS) {
            flushingForRecord = true;
            return false;
        }
        flushingForRecord = true;
        startInterval(now);
        return true;
    }

    private void startInterval(long now) {
        if (now - intervalStart > 0 || fault == Fault.TURNS_THE_INTERVAL_BACK) {
            intervalStart = now;
        }
    }

    private void flushForRecord() {
        boolean failed = true;
        try {
            flushNow(fault == Fault.DROPS_WHAT_IS_REFUSED_WHEN_A_RECORD_FLUSHES);
            failed = false;
        } catch (Throwable kept) {
            if (kept instanceof Error && fault == Fault.THROWS_ERRORS_INTO_RECORDERS
                    || kept instanceof IOException && fault == Fault.THROWS_CHECKED_EXCEPTIONS_INTO_RECORDERS) {
                FaultyBuffer.<RuntimeException>throwUnchecked(kept);
            }
            System.getLogger("faulty").log(System.Logger.Level.DEBUG, "kept for the next flush", kept);
        } finally {
            if (fault != Fault.FLAG_STAYS && !(failed && fault == Fault.FLAG_STAYS_AFTER_A_FAILURE)) {
                synchronized (this) {
                    flushingForRecord = false;
                }
            }
        }
    }

    @Override
    public void flush() {
        if (fault == Fault.FLUSHES_ONLY_WHEN_THE_INTERVAL_IS_OVER) {
            synchronized (this) {
                if (nanoClock.getAsLong() - intervalStart <= intervalNanos) {
                    return;
                }
            }
        }
        flushNow(false);
    }

    private void flushNow(boolean drops) {
        boolean first = flushing.compareAndSet(false, true);
        if (!first && fault == Fault.GIVES_UP_WHILE_ANOTHER_FLUSHES) {
            return;
        }
        try {
            if (fault == Fault.EMITS_UNDER_THE_LOCK) {
                synchronized (this) {
                    emit(drops);
                }
            } else if (fault == Fault.A_LATE_RECORD_WAITS_FOR_THE_FLUSH_THAT_RUNS) {
                flushLock.lock();
                try {
                    emit(drops);
                } finally {
                    flushLock.unlock();
                }
            } else if (fault == Fault.A_FLUSH_WAITS_FOR_ITSELF) {
                oneFlush.acquireUninterruptibly();
                try {
                    emit(drops);
                } finally {
                    oneFlush.release();
                }
            } else {
                emit(drops);
            }
        } finally {
            if (first) {
                flushing.set(false);
            }
        }
    }

    private void emit(boolean drops) {
        long now = nanoClock.getAsLong();
        long[] taken;
        boolean[] takenSeen;
        synchronized (this) {
            taken = totals;
            takenSeen = seen;
            totals = switch (fault) {
                case NEVER_RESETS -> totals.clone();
                case TWO_FLUSHES_SHARE_THE_ARRAYS -> spare;
                default -> new long[slots];
            };
            spare = taken;
            seen = new boolean[slots];
            records = 0;
            startInterval(now);
        }
        lastTaken = taken;
        handOver(taken, takenSeen, drops);
        for (Thread thread : threads()) {
            synchronized (this) {
                taken = totalsByThread.put(thread, new long[slots]);
            }
            handOver(taken, takenSeen, drops);
        }
        if (fault == Fault.TWO_FLUSHES_SHARE_THE_ARRAYS) {
            Arrays.fill(taken, 0);
        }
    }

    private synchronized List<Thread> threads() {
        return List.copyOf(totalsByThread.keySet());
    }

    private void handOver(long[] totalsTaken, boolean[] takenSeen, boolean drops) {
        long[] taken = totalsTaken;
        Throwable refusal = null;
        for (int slot = 0; slot < slots; slot++) {
            if (fault == Fault.TWO_FLUSHES_SHARE_WHAT_IS_TAKEN) {
                taken = lastTaken;
            }
            if (taken[slot] == 0 && !(takenSeen[slot] && fault == Fault.EMITS_ZERO)) {
                continue;
            }
            try {
                boolean part = fault == Fault.EMITS_NO_MORE_THAN_A_THOUSAND_UNITS;
                emit(slot, part ? Math.min(1_000, taken[slot]) : taken[slot]);
            } catch (Throwable e) {
                if (!keeps(e)) {
                    FaultyBuffer.<RuntimeException>throwUnchecked(e);
                }
                if (refusal != null && fault == Fault.SUPPRESSES_AN_EXCEPTION_IN_ITSELF) {
                    refusal.addSuppressed(e);
                }
                add(slot, drops ? 0 : taken[slot]);
                refusal = refusal == null ? e : refusal;
            }
        }
        if (refusal != null) {
            FaultyBuffer.<RuntimeException>throwUnchecked(refusal);
        }
    }

    private boolean keeps(Throwable refusal) {
        return switch (fault) {
            case KEEPS_ONLY_WHAT_UNCHECKED_EXCEPTIONS_REFUSE ->
                    refusal instanceof RuntimeException || refusal instanceof Error;
            case KEEPS_ONLY_WHAT_EXCEPTIONS_REFUSE -> refusal instanceof Exception;
            default -> true;
        };
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> void throwUnchecked(Throwable thrown) throws T {
        throw (T) thrown;
    }

    private void emit(int slot, long total) {
        if (slot < metrics) {
            sink.counter(slot, total);
        } else {
            sink.timing(slot - metrics, total);
        }
    }
}
