package metricsbuffer.suite.explore;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import metricsbuffer.suite.port.BufferModule;
import metricsbuffer.suite.port.BufferPort;

/** Says what a thread does next, and what the buffer holds. Metrics are called A, B and T, as in the scenarios. */
final class Words {

    private static final StackTraceElement NOWHERE = new StackTraceElement("", "", "", 0);
    private static final int DEEPEST = 8;

    private final List<String> counters;
    private final List<String> timings;
    private final String adapter;
    private final Heap heap;
    private int depth; // of the object that is being told

    Words(BufferModule module, Heap heap) {
        this.counters = module.counters();
        this.timings = module.timings();
        this.adapter = outermost(module.getClass().getName());
        this.heap = heap;
    }

    private static String outermost(String className) {
        int end = className.indexOf('$');
        return end < 0 ? className : className.substring(0, end);
    }

    // What each thread does next.

    List<Label> labels(Run run) {
        List<Label> labels = new ArrayList<>();
        Map<Object, String> names = new IdentityHashMap<>();
        name(buffer(run.buffer()), "", names, 0);
        for (Part part : run.parts()) {
            labels.add(part.started && !part.ended ? label(part, names, run.player(part)) : null);
        }
        return labels;
    }

    private Label label(Part part, Map<Object, String> names, Thread player) {
        if (part.line == null) {
            part.line = line(player.getStackTrace());
        }
        return new Label(part.line.getFileName(), part.line.getLineNumber(), part.operation, words(part.next, names),
                !part.isFree());
    }

    /** The innermost line of the buffer's own file: the first, from outside, that is not the adapter's. */
    private StackTraceElement line(StackTraceElement[] stack) {
        String file = null;
        for (int index = stack.length - 1; index >= 0; index--) {
            String name = outermost(stack[index].getClassName());
            if (isOfTheBuffer(name) && (file == null || file.equals(adapter))) {
                file = name;
            }
        }
        String innermost = file;
        return Stream.of(stack).filter(frame -> outermost(frame.getClassName()).equals(innermost)
                && frame.getLineNumber() > 0).findFirst().orElse(NOWHERE);
    }

    private boolean isOfTheBuffer(String className) {
        return heap.isApart(className);
    }

    private String words(Step step, Map<Object, String> names) {
        Object[] texts = Stream.of(step.arguments()).map(argument -> argument(argument, names)).toArray();
        String words = texts.length == 0 ? step.words() : String.format(step.words(), texts);
        String target = names.getOrDefault(step.target(), "");
        if (step.target() instanceof StandIn && !(step.target() instanceof Books)) {
            return (target.isEmpty() ? "it" : target) + (words.matches("\\w+\\(.*") ? "." : ": ") + words;
        }
        return words;
    }

    private String argument(Object argument, Map<Object, String> names) {
        if (argument instanceof Turns.Place place) {
            String index = "[" + index(place.array(), place.index()) + "]";
            return names.containsKey(place.array()) ? names.get(place.array()) + index
                    : index + " of an array that is in no field now";
        }
        boolean named = names.containsKey(argument) && !argument.getClass().isArray(); // its content tells more
        return named ? names.get(argument).isEmpty() ? "this" : names.get(argument) : text(argument);
    }

    /** Calls what can be reached from an object by the fields that lead there. */
    private void name(Object object, String name, Map<Object, String> names, int depth) {
        if (depth > 3 || Heap.isValue(object) || object instanceof Books || object instanceof Clock
                || names.putIfAbsent(object, name) != null) {
            return;
        }
        if (object instanceof StandIn standIn) {
            standIn.parts().forEach(part -> name(part, name + "'s value", names, depth + 1));
        } else if (object instanceof Object[] array) {
            IntStream.range(0, array.length)
                    .forEach(index -> name(array[index], name + "[" + index(array, index) + "]", names, depth + 1));
        } else if (isOfTheBuffer(object.getClass().getName())) {
            for (Field field : heap.fields(object.getClass())) {
                name(Heap.get(field, object), name.isEmpty() ? field.getName() : name + "." + field.getName(), names,
                        depth + 1);
            }
        }
    }

    // What the buffer holds.

    /** The buffer behind its adapter: the first object whose class is not the adapter's. */
    private Object buffer(BufferPort port) {
        for (Field field : heap.fields(port.getClass())) {
            Object held = Heap.get(field, port);
            if (held != null && isOfTheBuffer(held.getClass().getName())
                    && !outermost(held.getClass().getName()).equals(adapter)) {
                return held;
            }
        }
        return port;
    }

    Map<String, String> fields(Run run) {
        Object buffer = buffer(run.buffer());
        Map<String, String> texts = new LinkedHashMap<>();
        Map<Object, String> names = new IdentityHashMap<>();
        for (Field field : heap.fields(buffer.getClass())) {
            Object held = Heap.get(field, buffer);
            if (!(held instanceof Books || held instanceof Clock) && (!Modifier.isFinal(field.getModifiers())
                    || held instanceof StandIn || held != null && held.getClass().isArray())) {
                texts.put(field.getName(), text(held));
            }
        }
        run.held().forEach((object, thread) -> {
            if (names.isEmpty()) {
                name(buffer, "", names, 0);
            }
            String name = names.getOrDefault(object, object.getClass().getSimpleName());
            texts.put("monitor of " + (name.isEmpty() ? "this" : name), "held by " + thread);
        });
        return texts;
    }

    /** Of what goes on for long, or leads back, only the beginning is told. */
    private String text(Object object) {
        if (depth == DEEPEST) {
            return "...";
        }
        depth++;
        try {
            return textOf(object);
        } finally {
            depth--;
        }
    }

    private String textOf(Object object) {
        if (object instanceof StandIn standIn) {
            return standIn.text(this::text);
        } else if (object instanceof Enum<?> constant) {
            return metric(constant);
        } else if (object != null && object.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(object)).filter(index -> !isNothing(Array.get(object, index)))
                    .mapToObj(index -> index(object, index) + "=" + text(Array.get(object, index)))
                    .collect(Collectors.joining(" ", "[", "]"));
        } else if (Heap.isValue(object)) {
            return object instanceof Thread thread ? thread.getName() : String.valueOf(object);
        } else if (heap.isApart(object.getClass().getName())) {
            return heap.fields(object.getClass()).stream().map(field -> text(Heap.get(field, object)))
                    .collect(Collectors.joining(", ", object.getClass().getSimpleName() + "(", ")"));
        }
        return object.getClass().getSimpleName();
    }

    private boolean isNothing(Object element) {
        return element == null || text(element).equals("0");
    }

    /** An array that has an element for each metric is told by metrics. */
    private String index(Object array, int index) {
        if (Array.getLength(array) == counters.size() + timings.size()) {
            return index < counters.size() ? letter(index, Metric.A) : letter(index - counters.size(), Metric.T);
        }
        return Integer.toString(index);
    }

    private static String letter(int index, Metric first) {
        int metric = first.ordinal() + index;
        return metric < (first == Metric.T ? 3 : 2) ? Metric.values()[metric].name()
                : (first == Metric.T ? "timing " : "counter ") + index;
    }

    private String metric(Enum<?> constant) {
        return Arrays.stream(constant.getDeclaringClass().getMethods())
                .filter(method -> method.getName().equals("metricName") && method.getParameterCount() == 0).findFirst()
                .map(method -> {
                    try {
                        String name = (String) method.invoke(constant);
                        return counters.contains(name) ? letter(counters.indexOf(name), Metric.A)
                                : letter(timings.indexOf(name), Metric.T);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                }).orElse(constant.name());
    }
}
