package metricsbuffer.suite.explore.standin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** To one thread a stand-in is what it stands in for: the same random calls have the same results. */
class StandInsTest {

    private static final long SEED = 4711;
    private static final int CALLS = 5_000;
    private static final TimeUnit[] KEYS = TimeUnit.values();

    static Stream<Arguments> maps() {
        return Stream.of(Arguments.of(new LinkedHashMap<TimeUnit, Long>(), new MapStandIn<TimeUnit, Long>(), true),
                Arguments.of(new TreeMap<TimeUnit, Long>(), new SortedMapStandIn<TimeUnit, Long>(), true),
                Arguments.of(new EnumMap<TimeUnit, Long>(TimeUnit.class),
                        new EnumMapStandIn<TimeUnit, Long>(TimeUnit.class), true),
                Arguments.of(Collections.synchronizedMap(new LinkedHashMap<TimeUnit, Long>()),
                        Statics.synchronizedMap(new MapStandIn<TimeUnit, Long>()), true),
                Arguments.of(new ConcurrentHashMap<TimeUnit, Long>(),
                        new ConcurrentMapStandIn<TimeUnit, Long>(), false));
    }

    @ParameterizedTest
    @MethodSource("maps")
    void aMapDoesWhatTheRealOneDoes(Map<TimeUnit, Long> real, Map<TimeUnit, Long> standIn, boolean ordered) {
        Random random = new Random(SEED);
        for (int call = 0; call < CALLS; call++) {
            int which = random.nextInt(14);
            TimeUnit key = KEYS[random.nextInt(KEYS.length)];
            long value = random.nextInt(3);
            assertThat(outcome(standIn, which, key, value)).as("call %d: %d(%s, %d)", call, which, key, value)
                    .isEqualTo(outcome(real, which, key, value));
            if (ordered) {
                assertThat(List.copyOf(standIn.entrySet())).isEqualTo(List.copyOf(real.entrySet()));
            }
            assertThat(standIn).isEqualTo(real).hasSameSizeAs(real);
        }
    }

    private static Object outcome(Map<TimeUnit, Long> map, int which, TimeUnit key, long value) {
        return switch (which) {
            case 0 -> map.get(key);
            case 1 -> map.put(key, value);
            case 2 -> map.merge(key, value, Long::sum);
            case 3 -> map.merge(key, value, (before, added) -> null);
            case 4 -> map.remove(key);
            case 5 -> map.getOrDefault(key, value);
            case 6 -> map.computeIfAbsent(key, absent -> value == 0 ? null : value);
            case 7 -> map.computeIfPresent(key, (present, before) -> value == 0 ? null : value);
            case 8 -> map.compute(key, (any, before) -> value == 0 ? null : before == null ? value : before + value);
            case 9 -> map.putIfAbsent(key, value);
            case 10 -> map.containsKey(key) && !map.isEmpty();
            case 11 -> map.values().removeIf(present -> present == value);
            case 12 -> sum(map);
            default -> cleared(map, value);
        };
    }

    private static Object sum(Map<TimeUnit, Long> map) {
        long[] sum = new long[1];
        map.forEach((key, value) -> sum[0] += key.ordinal() * value);
        return sum[0];
    }

    private static Object cleared(Map<TimeUnit, Long> map, long value) {
        if (value == 0) {
            map.clear();
        }
        return map.size();
    }

    /** Changed on the way, as by another thread, or by a backend that records. */
    @Test
    void aWalkNoticesWhatTheRealOneNotices() {
        Random random = new Random(SEED);
        for (int walk = 0; walk < CALLS; walk++) {
            long seed = random.nextLong();
            assertThat(walked(new MapStandIn<>(), new Random(seed))).as("walk %d", walk)
                    .isEqualTo(walked(new LinkedHashMap<>(), new Random(seed)));
        }
    }

    private static List<Object> walked(Map<TimeUnit, Long> map, Random random) {
        for (int key = random.nextInt(4); key >= 0; key--) {
            map.put(KEYS[key], (long) key);
        }
        List<Object> seen = new ArrayList<>();
        try {
            for (Map.Entry<TimeUnit, Long> entry : map.entrySet()) {
                seen.add(entry.getKey());
                seen.add(outcome(map, random.nextInt(14), KEYS[random.nextInt(KEYS.length)], random.nextInt(3)));
                seen.add(entry.getValue());
            }
        } catch (ConcurrentModificationException e) {
            seen.add("noticed");
        }
        return seen;
    }

    @Test
    void aQueueAndAListDoWhatTheRealOnesDo() {
        Random random = new Random(SEED);
        Queue<Integer> realQueue = new ConcurrentLinkedQueue<>();
        Queue<Integer> queue = new QueueStandIn<>();
        List<Integer> realList = new ArrayList<>();
        List<Integer> list = new ListStandIn<>();
        for (int call = 0; call < CALLS; call++) {
            int which = random.nextInt(7);
            int element = random.nextInt(5);
            assertThat(outcome(queue, which, element, queue::poll))
                    .isEqualTo(outcome(realQueue, which, element, realQueue::poll));
            assertThat(List.copyOf(queue)).isEqualTo(List.copyOf(realQueue));
            assertThat(outcome(list, which, element, () -> first(list)))
                    .isEqualTo(outcome(realList, which, element, () -> first(realList)));
            assertThat(list).isEqualTo(realList);
        }
    }

    private static Integer first(List<Integer> list) {
        return list.isEmpty() ? null : list.remove(0);
    }

    private static Object outcome(Collection<Integer> elements, int which, int element,
            Supplier<Integer> first) {
        return switch (which) {
            case 0, 1, 2 -> elements.add(element);
            case 3 -> first.get();
            case 4 -> elements.contains(element);
            case 5 -> withoutOneOnAWalk(elements, element);
            default -> elements.removeIf(each -> each == element) || elements.isEmpty();
        };
    }

    private static Object withoutOneOnAWalk(Collection<Integer> elements, int element) {
        for (Iterator<Integer> walk = elements.iterator(); walk.hasNext();) {
            if (walk.next() == element) {
                walk.remove();
            }
        }
        return elements.size();
    }

    @Test
    void numbersDoWhatTheRealOnesDo() {
        Random random = new Random(SEED);
        AtomicLong real = new AtomicLong();
        AtomicLongStandIn number = new AtomicLongStandIn();
        AtomicLongArray realCells = new AtomicLongArray(3);
        AtomicLongArrayStandIn cells = new AtomicLongArrayStandIn(3);
        LongAdder realAdder = new LongAdder();
        LongAdderStandIn adder = new LongAdderStandIn();
        for (int call = 0; call < CALLS; call++) {
            int cell = random.nextInt(3);
            long x = random.nextInt(10);
            List<Function<Long, List<Long>>> calls = List.of(
                    y -> List.of(number.addAndGet(y), real.addAndGet(y)),
                    y -> List.of(number.getAndSet(y), real.getAndSet(y)),
                    y -> List.of(number.compareAndSet(y, 3) ? 1L : 0L, real.compareAndSet(y, 3) ? 1L : 0L),
                    y -> List.of(number.accumulateAndGet(y, Math::max), real.accumulateAndGet(y, Math::max)),
                    y -> List.of(number.getAndUpdate(z -> z - y), real.getAndUpdate(z -> z - y)),
                    y -> List.of(cells.addAndGet(cell, y), realCells.addAndGet(cell, y)),
                    y -> List.of(cells.getAndSet(cell, y), realCells.getAndSet(cell, y)),
                    y -> List.of(cells.accumulateAndGet(cell, y, Math::min),
                            realCells.accumulateAndGet(cell, y, Math::min)),
                    y -> {
                        adder.add(y);
                        realAdder.add(y);
                        return List.of(adder.sum(), realAdder.sum());
                    },
                    y -> List.of(adder.sumThenReset(), realAdder.sumThenReset()));
            List<Long> both = calls.get(random.nextInt(calls.size())).apply(x);
            assertThat(both.get(0)).as("call %d", call).isEqualTo(both.get(1));
        }
    }

    @Test
    void aConcurrentMapComparesValuesByEquals() {
        ConcurrentMap<String, String> map = new ConcurrentMapStandIn<>();
        map.put("key", new String("value"));
        assertThat(map.replace("key", "value", "other")).isTrue();
        assertThat(map.replace("key", "value", "third")).isFalse();
        assertThat(map.remove("key", "value")).isFalse();
        assertThat(map.remove("key", "other")).isTrue();
        assertThat(map).isEmpty();
    }
}
