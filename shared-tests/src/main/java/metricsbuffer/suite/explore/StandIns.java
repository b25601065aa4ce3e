package metricsbuffer.suite.explore;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.standin.AtomicBooleanStandIn;
import metricsbuffer.suite.explore.standin.AtomicIntegerStandIn;
import metricsbuffer.suite.explore.standin.AtomicLongArrayStandIn;
import metricsbuffer.suite.explore.standin.AtomicLongStandIn;
import metricsbuffer.suite.explore.standin.AtomicReferenceStandIn;
import metricsbuffer.suite.explore.standin.ConcurrentMapStandIn;
import metricsbuffer.suite.explore.standin.EnumMapStandIn;
import metricsbuffer.suite.explore.standin.FieldUpdaterStandIn;
import metricsbuffer.suite.explore.standin.ListStandIn;
import metricsbuffer.suite.explore.standin.LockStandIn;
import metricsbuffer.suite.explore.standin.LongAdderStandIn;
import metricsbuffer.suite.explore.standin.MapStandIn;
import metricsbuffer.suite.explore.standin.QueueStandIn;
import metricsbuffer.suite.explore.standin.ReadWriteLockStandIn;
import metricsbuffer.suite.explore.standin.SortedMapStandIn;
import metricsbuffer.suite.explore.standin.Statics;
import metricsbuffer.suite.explore.standin.ThreadLocalStandIn;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.Remapper;

/** Which class of the JDK is stood in for by which, and what the explorer knows besides. Names are internal ones. */
final class StandIns {

    private static final String CONCURRENT = "java/util/concurrent/";
    private static final String ATOMIC = CONCURRENT + "atomic/";

    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("java/util/HashMap", name(MapStandIn.class)),
            Map.entry("java/util/LinkedHashMap", name(MapStandIn.class)),
            Map.entry("java/util/TreeMap", name(SortedMapStandIn.class)),
            Map.entry("java/util/EnumMap", name(EnumMapStandIn.class)),
            Map.entry("java/util/ArrayList", name(ListStandIn.class)),
            Map.entry("java/lang/ThreadLocal", name(ThreadLocalStandIn.class)),
            Map.entry(CONCURRENT + "ConcurrentHashMap", name(ConcurrentMapStandIn.class)),
            Map.entry(CONCURRENT + "ConcurrentLinkedQueue", name(QueueStandIn.class)),
            Map.entry(CONCURRENT + "locks/ReentrantLock", name(LockStandIn.class)),
            Map.entry(CONCURRENT + "locks/ReentrantReadWriteLock", name(ReadWriteLockStandIn.class)),
            Map.entry(ATOMIC + "AtomicBoolean", name(AtomicBooleanStandIn.class)),
            Map.entry(ATOMIC + "AtomicInteger", name(AtomicIntegerStandIn.class)),
            Map.entry(ATOMIC + "AtomicLong", name(AtomicLongStandIn.class)),
            Map.entry(ATOMIC + "AtomicReference", name(AtomicReferenceStandIn.class)),
            Map.entry(ATOMIC + "AtomicLongArray", name(AtomicLongArrayStandIn.class)),
            Map.entry(ATOMIC + "AtomicLongFieldUpdater", name(FieldUpdaterStandIn.class)),
            Map.entry(ATOMIC + "LongAdder", name(LongAdderStandIn.class)));

    /** Of {@code java.util.concurrent}: interfaces that stand-ins have, and what holds no state that changes. */
    private static final Set<String> KNOWN = Set.of(CONCURRENT + "ConcurrentMap", CONCURRENT + "TimeUnit",
            CONCURRENT + "Callable", CONCURRENT + "locks/Lock", CONCURRENT + "locks/ReadWriteLock");

    /** Besides: what accesses fields and elements of arrays without a step, what has threads of its own, and chance. */
    private static final Set<String> UNKNOWN = Set.of("java/lang/invoke/VarHandle", "java/lang/invoke/MethodHandle",
            "java/lang/reflect/Field", "java/lang/reflect/Method", "java/lang/reflect/Array", "java/util/Timer",
            "java/util/Random");

    private static final Set<String> UNKNOWN_METHODS = Set.of("java/lang/Object.wait", "java/lang/Object.notify",
            "java/lang/Object.notifyAll", "java/lang/Object.clone", "java/lang/System.nanoTime",
            "java/lang/System.currentTimeMillis", "java/lang/System.identityHashCode", "java/lang/Math.random",
            "java/util/UUID.randomUUID");

    /** Static methods, and some others, by owner, name and descriptor: what is called in their place. */
    private static final Map<String, String> STATICS = Map.ofEntries(
            Map.entry("java/util/Collections.synchronizedMap(Ljava/util/Map;)Ljava/util/Map;", name(Statics.class)),
            Map.entry("java/util/Map.copyOf(Ljava/util/Map;)Ljava/util/Map;", name(Statics.class)),
            Map.entry("java/util/List.copyOf(Ljava/util/Collection;)Ljava/util/List;", name(Statics.class)),
            Map.entry("java/lang/System.arraycopy(Ljava/lang/Object;ILjava/lang/Object;II)V", name(Statics.class)),
            Map.entry("java/util/Arrays.copyOf([JI)[J", name(Statics.class)),
            Map.entry("java/util/Arrays.copyOf([Ljava/lang/Object;I)[Ljava/lang/Object;", name(Statics.class)),
            Map.entry("java/util/Arrays.fill([JJ)V", name(Statics.class)),
            Map.entry("java/util/Arrays.setAll([JLjava/util/function/IntToLongFunction;)V", name(Statics.class)),
            Map.entry("java/lang/Thread.currentThread()Ljava/lang/Thread;", name(Turns.class)));

    /** Methods that only read the elements of an array which they are handed. */
    private static final Set<String> READERS = Set.of("java/util/Arrays.stream", "java/util/Arrays.toString",
            "java/util/Arrays.hashCode", "java/util/Arrays.equals", "java/util/Arrays.copyOf",
            "java/util/Arrays.copyOfRange", "java/util/List.of", "java/util/Set.of", "java/util/stream/Stream.of",
            "java/util/stream/IntStream.of", "java/util/stream/LongStream.of", "java/lang/String.format",
            "java/lang/String.valueOf", "java/lang/String.join");

    static final Remapper REMAPPER = new Remapper(Opcodes.ASM9) {
        @Override
        public String map(String internalName) {
            return BY_NAME.getOrDefault(internalName, internalName);
        }
    };

    private StandIns() {}

    static String name(Class<?> type) {
        return Type.getInternalName(type);
    }

    /** Whether a method that is handed an array does not write to it. */
    static boolean onlyReads(String owner, String method) {
        return READERS.contains(owner + "." + method);
    }

    /** Whether the class that stands in for one of the JDK does not have a method, or a constructor. */
    static boolean isLacking(String owner, String method, String descriptor) {
        String standIn = BY_NAME.get(owner);
        return standIn != null && !has(Type.getObjectType(standIn), method, REMAPPER.mapMethodDesc(descriptor));
    }

    private static boolean has(Type standIn, String method, String descriptor) {
        try {
            Class<?> type = Class.forName(standIn.getClassName());
            return method.equals("<init>")
                    ? Stream.of(type.getConstructors()).map(Type::getConstructorDescriptor).anyMatch(descriptor::equals)
                    : Stream.of(type.getMethods())
                            .anyMatch(each -> each.getName().equals(method)
                                    && Type.getMethodDescriptor(each).equals(descriptor));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The class whose method of this name is called in place of a static one; null if it stays. */
    static String inPlaceOf(String owner, String method, String descriptor) {
        return STATICS.get(owner + "." + method + descriptor);
    }

    /** Whether a method lets other threads go on, for a while or for a time. */
    static boolean givesWay(String owner, String method) {
        return owner.equals("java/lang/Thread") && Set.of("yield", "onSpinWait", "sleep").contains(method)
                || owner.equals(CONCURRENT + "TimeUnit") && method.equals("sleep");
    }

    /** Whether a class of the JDK is stood in for. */
    static boolean isStoodIn(String owner) {
        return BY_NAME.containsKey(owner);
    }

    /**
     * Whether a method of the JDK waits, reads or writes what is no step then, has threads of its own, or does
     * something else each time.
     */
    static boolean isUnknown(String owner, String method) {
        return owner.startsWith("java/util/") && method.startsWith("parallel")
                || owner.startsWith("java/time/") && method.equals("now")
                || UNKNOWN_METHODS.contains(owner + "." + method);
    }

    /** Whether a class of the JDK has to do with threads, and is neither stood in for nor harmless. */
    static boolean isUnknown(String owner) {
        return (owner.startsWith(CONCURRENT) || UNKNOWN.contains(owner)) && !KNOWN.contains(owner)
                && !BY_NAME.containsKey(owner) && !owner.endsWith("Exception");
    }
}
