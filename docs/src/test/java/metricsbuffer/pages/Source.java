package metricsbuffer.pages;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A file that is quoted, and the regions that a quote can name. */
final class Source {

    /** How to write a quote, for messages. */
    static final String FORMS = """
            <!-- quote: path/from/the/root member flush -->
            <!-- quote: path/from/the/root member increment(ConsumerCounter, long) -->
            <!-- quote: path/from/the/root from "a text in the first line" to "a text in the last line" -->
            <!-- quote: path/from/the/root line "a text in the line" -->
            <!-- quote: path/from/the/root -->""";

    private static final Pattern MEMBER = Pattern.compile("member (.+)");
    private static final Pattern FROM_TO = Pattern.compile("from \"(.+)\" to \"(.+)\"");
    private static final Pattern LINE = Pattern.compile("line \"(.+)\"");

    private final Path file;
    private final List<String> lines;

    private Source(Path file) throws IOException {
        this.file = file;
        this.lines = Files.readAllLines(file);
    }

    /**
     * The code that a quote names.
     *
     * @throws IllegalArgumentException if there is no such file or region; the message says which there are
     */
    static List<String> quoted(String quote) throws IOException {
        String path = quote.replaceFirst(" .*", "");
        Path file = Repository.ROOT.resolve(path);
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + path + "; the path starts at the root");
        }
        Source source = new Source(file);
        return path.equals(quote) ? source.lines : dedent(source.region(quote.substring(path.length() + 1)));
    }

    private List<String> region(String region) throws IOException {
        Matcher member = MEMBER.matcher(region);
        if (member.matches()) {
            return member(member.group(1));
        }
        Matcher fromTo = FROM_TO.matcher(region);
        if (fromTo.matches()) {
            return fromTo(fromTo.group(1), fromTo.group(2));
        }
        Matcher line = LINE.matcher(region);
        if (line.matches()) {
            return fromTo(line.group(1), line.group(1));
        }
        throw new IllegalArgumentException("the region '" + region + "' has none of these forms:\n" + FORMS);
    }

    /** From the first line that holds one text to the next one that holds the other, both included. */
    private List<String> fromTo(String from, String to) {
        int first = find(from, 0);
        return lines.subList(first, find(to, first) + 1);
    }

    private int find(String text, int from) {
        return IntStream.range(from, lines.size()).filter(number -> lines.get(number).contains(text)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("%s, from line %d, has no line with '%s'".formatted(
                        Repository.name(file), from + 1, text)));
    }

    /**
     * A type, a method or a field, without its Javadoc.
     *
     * @param name as in {@code flush}, {@code Totals.plus}, {@code increment(ConsumerCounter, long)}
     */
    private List<String> member(String name) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjects(file));
            CompilationUnitTree unit = task.parse().iterator().next();
            List<Member> members = unit.getTypeDecls().stream().flatMap(type -> members(type, "")).toList();
            List<Member> found = members.stream().filter(member -> member.isCalled(name.replace(" ", ""))).toList();
            if (found.size() != 1) {
                throw new IllegalArgumentException("%s has %s called '%s'; it has: %s".formatted(Repository.name(file),
                        found.isEmpty() ? "no member" : found.size() + " members", name,
                        found.isEmpty() ? members : found));
            }
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            long start = positions.getStartPosition(unit, found.get(0).tree());
            long end = positions.getEndPosition(unit, found.get(0).tree());
            return lines.subList((int) unit.getLineMap().getLineNumber(start) - 1,
                    (int) unit.getLineMap().getLineNumber(end));
        }
    }

    /** What can be quoted by its name; what is inside a method has none. */
    private static Stream<Member> members(Tree tree, String type) {
        if (tree instanceof ClassTree inner) {
            String name = inner.getSimpleName().toString();
            return Stream.concat(Stream.of(new Member(tree, type, name, "")),
                    inner.getMembers().stream().flatMap(member -> members(member, name)));
        } else if (tree instanceof MethodTree method) {
            String parameters = method.getParameters().stream().map(parameter -> parameter.getType().toString())
                    .collect(Collectors.joining(",", "(", ")"));
            return Stream.of(new Member(tree, type, method.getName().toString().replace("<init>", type),
                    parameters.replace(" ", "")));
        } else if (tree instanceof VariableTree variable) {
            return Stream.of(new Member(tree, type, variable.getName().toString(), ""));
        }
        return Stream.empty();
    }

    private record Member(Tree tree, String type, String name, String parameters) {

        boolean isCalled(String wanted) {
            return List.of(name, name + parameters, type + "." + name, toString()).contains(wanted);
        }

        @Override
        public String toString() {
            return type + "." + name + parameters;
        }
    }

    private static List<String> dedent(List<String> lines) {
        int indent = lines.stream().filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length()).min().orElse(0);
        return lines.stream().map(line -> line.isBlank() ? "" : line.substring(indent)).toList();
    }
}
