package metricsbuffer.tools;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Calls a static method of a tool again and again in one JVM, which takes a fifth of the time: a tool is compiled once,
 * not once for each buffer. A program of its own, on the tool's class path.
 */
public final class Repeated {

    private static final String SEPARATOR = "\t";

    private Repeated() {}

    /** A call: where what it prints goes, and its arguments. */
    static String call(Path console, List<String> arguments) {
        return console.toAbsolutePath() + SEPARATOR + String.join(SEPARATOR, arguments);
    }

    /** Of a class, a method, and a file with a call a line. */
    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        Method method = Class.forName(args[0]).getMethod(args[1], String[].class);
        PrintStream out = System.out;
        for (String line : Files.readAllLines(Path.of(args[2]))) {
            String[] cells = line.split(SEPARATOR);
            String[] arguments = List.of(cells).subList(1, cells.length).toArray(String[]::new);
            try (PrintStream console = new PrintStream(cells[0], StandardCharsets.UTF_8)) {
                System.setOut(console);
                System.setErr(console);
                method.invoke(null, (Object) arguments);
            }
            out.println(cells[0]);
        }
        System.exit(0);
    }
}
