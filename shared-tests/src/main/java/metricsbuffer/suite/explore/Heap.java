package metricsbuffer.suite.explore;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.InaccessibleObjectException;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import metricsbuffer.suite.explore.standin.ThreadLocalStandIn;

/**
 * Looks into the objects of a buffer: which can be reached, and what distinguishes a state of all of them from another.
 */
final class Heap {

    private static final List<String> CONSTANT_COLLECTIONS =
            List.of("java.util.ImmutableCollections$", "java.util.Collections$Empty",
                    "java.util.Collections$Singleton");

    private final ApartLoader apart;
    private final Map<Class<?>, List<Field>> fields = new HashMap<>();
    private final List<Object> statics = new ArrayList<>(); // in the order in which they were first read

    private long words;
    private final Map<Object, Integer> told = new HashMap<>();

    /** @param apart the loader of the buffer's classes: others are not looked into */
    Heap(ClassLoader apart) {
        this.apart = (ApartLoader) apart;
    }

    boolean isApart(String className) {
        return apart.isApart(className);
    }

    /** Adds what can be reached from some objects, and is not there yet. @return what was added */
    List<Object> reach(Collection<?> from, Set<Object> reached) {
        List<Object> fresh = new ArrayList<>();
        add(from, reached, fresh);
        for (int index = 0; index < fresh.size(); index++) { // no recursion: a list may be long
            add(parts(fresh.get(index)), reached, fresh);
        }
        return fresh;
    }

    private void add(Collection<?> objects, Set<Object> reached, List<Object> fresh) {
        for (Object each : objects) {
            if (each instanceof Throwable && each.getClass().getClassLoader() == apart && !fields(each).isEmpty()) {
                throw new NotJudged("it keeps something in a " + each.getClass().getName());
            }
            if (!isValue(each) && reached.add(each)) {
                fresh.add(each);
            }
        }
    }

    /** Whether it is told by what it is, and not by which one it is. */
    static boolean isValue(Object object) {
        return object == null || object instanceof String || object instanceof Boolean || object instanceof Character
                || object instanceof Number && object.getClass().getName().startsWith("java.lang.")
                || object instanceof Enum || object instanceof Class || object instanceof Duration
                || object instanceof Throwable || object instanceof Thread || isLogger(object);
    }

    private static boolean isLogger(Object object) {
        return object instanceof org.slf4j.Logger || object instanceof System.Logger
                || object instanceof java.util.logging.Logger;
    }

    /** Takes down what a static field holds, from which all threads have it. @return whether it was not known */
    boolean isNewStatic(Object held) {
        boolean isNew = statics.stream().noneMatch(known -> known == held);
        if (isNew) {
            statics.add(held);
        }
        return isNew;
    }

    /** How much there was in all the objects that states were told apart by: what an exploration takes. */
    long words() {
        return words;
    }

    Collection<Object> statics() {
        return statics;
    }

    /** What an object holds. */
    List<?> parts(Object object) {
        Class<?> type = object.getClass();
        if (object instanceof StandIn standIn) {
            return standIn.parts();
        } else if (type.isArray()) {
            return elements(object);
        } else if (type.getClassLoader() == apart) {
            return fieldsOf(object);
        } else if (type == Object.class) {
            return List.of(); // somebody's lock
        } else if (CONSTANT_COLLECTIONS.stream().anyMatch(type.getName()::startsWith)) {
            return object instanceof Map<?, ?> map ? List.of(map.keySet().toArray(), map.values().toArray())
                    : Arrays.asList(((Collection<?>) object).toArray());
        }
        throw new NotJudged("it keeps something in a " + type.getName());
    }

    private static List<?> elements(Object array) {
        if (array instanceof Object[] objects) {
            return Arrays.asList(objects);
        }
        List<Object> elements = new ArrayList<>();
        for (int index = 0; index < Array.getLength(array); index++) {
            elements.add(Array.get(array, index));
        }
        return elements;
    }

    private List<?> fieldsOf(Object object) {
        List<Object> parts = new ArrayList<>();
        for (Field field : fields(object.getClass())) {
            parts.add(get(field, object));
        }
        return parts;
    }

    /** The fields of an object, without static ones, those of superclasses first. */
    List<Field> fields(Class<?> type) {
        List<Field> known = fields.get(type);
        if (known == null) {
            known = new ArrayList<>();
            if (type.getSuperclass() != null && type.getSuperclass() != Object.class) {
                known.addAll(fields(type.getSuperclass()));
            }
            for (Field field : type.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    known.add(opened(field));
                }
            }
            fields.put(type, known);
        }
        return known;
    }

    /** Those that the class of an exception adds to what all of them have. */
    private static List<Field> fields(Object thrown) {
        return Stream.of(thrown.getClass().getDeclaredFields())
                .filter(field -> !Modifier.isStatic(field.getModifiers()) && !field.isSynthetic()).toList();
    }

    private static Field opened(Field field) {
        try {
            field.setAccessible(true);
            return field;
        } catch (InaccessibleObjectException e) {
            throw new NotJudged("it extends " + field.getDeclaringClass().getName());
        }
    }

    static Object get(Field field, Object object) {
        try {
            return field.get(object);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * What tells a state from others: what is shared, and what each thread has seen; not at which address an object is.
     */
    Key key(Run run) {
        Writer writer = new Writer(run);
        writer.write(run.buffer());
        writer.write(run.books());
        statics.forEach(writer::write);
        writer.ofThreads++;
        for (Part part : run.parts()) {
            writer.write(part.started ? part.ended ? "ended" : part.waitsForOthers ? "waits" : "goes on" : "to come");
            writer.write(part.releases);
            writer.write(part.thrown);
            part.history.forEach(writer::write);
            words += part.history.size();
        }
        return writer.key();
    }

    /** The same of objects that one thread has for itself. */
    Key keyOf(List<Object> own, Run run) {
        Writer writer = new Writer(run);
        writer.ofThreads++;
        own.forEach(writer::write);
        return writer.key();
    }

    /**
     * Of 128 bits: the states themselves would fill the memory, and that two of them share a key is not to be expected.
     */
    record Key(long one, long other) {}

    /** What an object holds that is not written yet; {@code ofThreads} is 1 if each thread has its own of it. */
    private record Level(Iterator<?> parts, int ofThreads) {}

    private final class Writer {

        private final Deque<Level> open = new ArrayDeque<>();
        private final Map<Object, Integer> numbers = new IdentityHashMap<>();
        private final Run run;
        private int ofThreads; // above 0: what follows is some thread's own
        private long one = 1;
        private long other = 2;

        Writer(Run run) {
            this.run = run;
        }

        /** An object, and all that it holds; no recursion: a list may be long. */
        void write(Object object) {
            writeOne(object);
            while (!open.isEmpty()) {
                Level level = open.peek();
                if (level.parts.hasNext()) {
                    writeOne(level.parts.next());
                } else {
                    open.pop();
                    ofThreads -= level.ofThreads;
                }
            }
        }

        private void writeOne(Object object) {
            if (object instanceof Long number) {
                add('l');
                add(number);
            } else if (isValue(object)) {
                add('v');
                add(numberOf(told(object)));
                if (object instanceof String || object instanceof Number) { // two that are equal may not be the same
                    add(numbers.computeIfAbsent(object, first -> numbers.size()));
                }
            } else {
                writeReference(object);
            }
        }

        private void writeReference(Object object) {
            Integer number = numbers.putIfAbsent(object, numbers.size());
            if (number != null) {
                add('r');
                add(number);
                return;
            }
            assertShared(object);
            List<?> parts = parts(object);
            add('n');
            add(numberOf(object.getClass().getName()));
            add(parts.size());
            words += parts.size();
            Level level = new Level(parts.iterator(), object instanceof ThreadLocalStandIn ? 1 : 0);
            open.push(level);
            ofThreads += level.ofThreads;
        }

        /** What all threads can reach and is not known as shared would make no steps: an error of the explorer's. */
        private void assertShared(Object object) {
            if (ofThreads == 0 && !run.isShared(object) && !(object instanceof Object[])) { // parts may be in such arrays
                throw new IllegalStateException("not known as shared: a " + object.getClass().getName());
            }
        }

        private void add(long word) {
            one = mix(one ^ word, 0xff51afd7ed558ccdL);
            other = mix(other + word, 0xc4ceb9fe1a85ec53L);
        }

        Key key() {
            return new Key(one, other);
        }
    }

    private static long mix(long word, long factor) {
        long mixed = (word ^ word >>> 32) * factor;
        return (mixed ^ mixed >>> 29) * 0x9e3779b97f4a7c15L;
    }

    /** The same for what is equal, and another one for the rest. */
    private long numberOf(Object value) {
        return told.computeIfAbsent(value, first -> told.size());
    }

    /** What tells a value from others. */
    private static Object told(Object value) {
        if (value instanceof Thread thread) {
            return "thread " + thread.getName();
        } else if (value instanceof Throwable thrown) { // the verdict asks for both
            return value.getClass().getName() + (Refusal.isIn(thrown) ? ", a refusal" : "");
        }
        return isLogger(value) ? value.getClass().getName() : value;
    }
}
