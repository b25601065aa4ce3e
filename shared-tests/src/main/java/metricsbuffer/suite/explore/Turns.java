package metricsbuffer.suite.explore;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.helpers.NOPLogger;

/**
 * What the code of a buffer calls once it was loaded by {@link ApartLoader}, and what the stand-ins call. One run goes
 * on at a time, and of its threads one at a time: so nothing here is guarded.
 */
public final class Turns {

    /** The run that is under way; null between runs, when nothing is a step. */
    static Run run;

    /** Of the threads of the last run. */
    static List<String> names = List.of();

    private static boolean stepped; // by the last call of turn()

    private Turns() {}

    /** Before each access to an object: waits for the thread's turn, if other threads can reach the object. */
    public static void turn(Object target, String words, Object... arguments) {
        turnWhen(null, target, words, arguments);
    }

    /** The same for a step that cannot be made by any thread at any time. */
    public static void turnWhen(IntPredicate open, Object target, String words, Object... arguments) {
        stepped = run != null && run.isShared(target);
        if (stepped) {
            run.turn(new Step(target, words, arguments, open));
            stepped = true; // others have made their steps in between
        } else if (run != null) {
            run.touches(target);
        }
    }

    /** Runs a function that may make steps of its own; what is shared after it is so by the step before it. */
    public static <V> V meanwhile(Supplier<V> function) {
        boolean outer = stepped;
        try {
            return function.get();
        } finally {
            stepped = outer;
        }
    }

    /** What a thread has by itself from an operation before: it has seen all of it. */
    public static <V> V remembered(V value) {
        if (run != null) {
            run.sawAll(value);
        }
        return value;
    }

    /**
     * Runs a function that makes no steps, because it is part of one: it may read, and make something new. On what no
     * other thread can reach there is no step that it could be part of.
     */
    public static <V> V within(Supplier<V> function) {
        return meanwhile(stepped ? () -> run.within(function) : function);
    }

    /** Runs what a stand-in needs to find its way, as {@code equals()} of a key: it is part of the step. */
    public static <V> V inside(Supplier<V> code) {
        return run == null ? code.get() : meanwhile(() -> run.inside(code));
    }

    /** Before a read of a field. */
    public static void reads(Object owner, String field) {
        stepped = false;
        if (run != null && run.changes(field) && run.isShared(owner)) {
            turn(owner, "reads " + field.substring(field.indexOf('.') + 1));
        }
    }

    /** Before a write to a field. */
    public static void writes(Object owner, String field) {
        stepped = false;
        if (run != null && run.isShared(owner)) {
            run.isChanged(field);
            turn(owner, "writes " + field.substring(field.indexOf('.') + 1));
        } else if (run != null) {
            run.touches(owner);
        }
    }

    /** Before a constructor writes to a final field. */
    public static void writesFinal(Object owner) {
        if (run != null && run.isShared(owner)) {
            throw run.notJudged("it hands out a %s before its final fields are set"
                    .formatted(owner.getClass().getSimpleName()));
        }
    }

    /** Before a read of an element of an array. */
    public static void elementRead(Object array, int index) {
        stepped = false;
        if (run != null && run.changes(kind(array)) && run.isShared(array)) {
            turn(array, "reads %s", new Place(array, index));
        }
    }

    /** Before a write to an element of an array. */
    public static void elementWritten(Object array, int index, Object value) {
        stepped = false;
        if (run != null && run.isShared(array)) {
            run.isChanged(kind(array));
            turn(array, "writes %s to %s", value, new Place(array, index));
        } else if (run != null) {
            run.touches(array);
        }
    }

    /** Arrays are told apart by their type only: one that changes makes steps of the accesses to all of its type. */
    private static String kind(Object array) {
        return array.getClass().getName();
    }

    /** An element of an array, to be named. */
    record Place(Object array, int index) {}

    // Stores to arrays, in place of the instructions.

    public static void store(Object[] array, int index, Object value) {
        elementWritten(array, index, value);
        share(value);
        array[index] = value;
    }

    public static void store(long[] array, int index, long value) {
        elementWritten(array, index, value);
        array[index] = value;
    }

    public static void store(int[] array, int index, int value) {
        elementWritten(array, index, value);
        array[index] = value;
    }

    public static void store(double[] array, int index, double value) {
        elementWritten(array, index, value);
        array[index] = value;
    }

    public static void store(float[] array, int index, float value) {
        elementWritten(array, index, value);
        array[index] = value;
    }

    public static void store(short[] array, int index, int value) {
        elementWritten(array, index, value);
        array[index] = (short) value;
    }

    public static void store(char[] array, int index, int value) {
        elementWritten(array, index, value);
        array[index] = (char) value;
    }

    /** Of a {@code byte[]} or a {@code boolean[]}: the instruction is the same. */
    public static void storeByte(Object array, int index, int value) {
        elementWritten(array, index, value);
        if (array instanceof boolean[] booleans) {
            booleans[index] = (value & 1) != 0;
        } else {
            ((byte[]) array)[index] = (byte) value;
        }
    }

    /**
     * Before an array is handed to a method whose steps are not seen. What only reads may have one of which nobody
     * changes an element.
     */
    public static void hands(Object array, String call, boolean onlyReads) {
        if (run != null && array != null && (!onlyReads || run.changes(kind(array)))) {
            run.unseen(array, "it hands an array to " + call);
        }
    }

    /** After a step: what it has shown to the thread. */
    public static <V> V saw(V value) {
        if (stepped) {
            run.saw(value);
        }
        return value;
    }

    public static void sawRef(Object value) {
        saw(value);
    }

    public static void sawInt(int value) {
        if (stepped) {
            run.saw(value);
        }
    }

    public static void sawLong(long value) {
        if (stepped) {
            run.saw(value);
        }
    }

    public static void sawFloat(float value) {
        if (stepped) {
            run.saw(value);
        }
    }

    public static void sawDouble(double value) {
        if (stepped) {
            run.saw(value);
        }
    }

    /** In a step: from now on all threads can reach this, and what can be reached from it. */
    public static <V> V share(V value) {
        if (stepped) {
            run.saw(value);
            run.share(value);
        }
        return value;
    }

    public static void shareRef(Object value) {
        share(value);
    }

    /** After a read of a static field. */
    public static void fromStatic(Object held) {
        if (run != null && !Heap.isValue(held)) {
            run.fromStatic(held);
        }
    }

    // Monitors. The real ones are not entered: only one thread runs at a time.

    public static void enter(Object monitor) {
        Objects.requireNonNull(monitor);
        if (run != null) {
            run.enter(monitor);
        }
    }

    public static void exit(Object monitor) {
        if (run != null) {
            run.exit(monitor);
        }
    }

    /** In a handler of the buffer's: what ends a run is not for it. */
    public static void caught(Throwable thrown) {
        if (thrown instanceof Abandoned || thrown instanceof Run.Stuck) {
            throw (Error) thrown;
        } else if (thrown instanceof NotJudged notJudged) {
            throw notJudged;
        } else if (thrown instanceof LinkageError error && run != null) {
            throw run.failed(Run.unknown(error));
        }
    }

    // Threads.

    /** The number of the thread that is running; -1 for the one that set up, and closes the books. */
    public static int self() {
        return run == null ? Run.ALONE : run.identity();
    }

    /** Lets others go on: the thread's next step comes after one of another thread. */
    public static void giveWay() {
        if (run != null) {
            run.giveWay();
        }
    }

    public static void giveWay(long millis) {
        giveWay();
    }

    public static void giveWay(long millis, int nanos) {
        giveWay();
    }

    public static void giveWay(Duration time) {
        giveWay();
    }

    public static void giveWay(TimeUnit unit, long time) {
        giveWay();
    }

    static void readsTheClock() {
        if (run != null) {
            run.readsTheClock();
        }
    }

    /** What a thread is called that has this number. */
    public static String name(int thread) {
        return thread < 0 ? "the first thread" : names.get(thread);
    }

    public static Thread currentThread() {
        return run == null ? Thread.currentThread() : run.currentThread();
    }

    public static boolean isAlive(Thread thread) {
        return run == null ? thread.isAlive() : run.isAlive(thread);
    }

    /** What a buffer logs is no part of what is explored. */
    public static Logger logger(Class<?> of) {
        return NOPLogger.NOP_LOGGER;
    }

    public static Logger logger(String name) {
        return NOPLogger.NOP_LOGGER;
    }

    /** Before something that the explorer does not know. */
    public static void unknown(String what) {
        if (run != null) {
            throw run.notJudged(what);
        }
    }
}
