package metricsbuffer.suite.module;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import metricsbuffer.suite.verdict.Expectations;

/** The modules of this repository that hold a buffer each, by name; the folder of each is called so, too. */
public final class Modules {

    /** The one that the exercises change. */
    public static final String NAIVE = "buggy";

    /** The others: what {@link #NAIVE} is mended by. */
    public static final List<String> FIXES = List.of("fix-snapshot", "fix-lock", "fix-concurrent");

    /** All of them, in the order in which they are read. */
    public static final List<String> ALL = Stream.concat(Stream.of(NAIVE), FIXES.stream()).toList();

    private Modules() {}

    /**
     * The file that marks a module to which an exercise was applied; it holds the exercise's ID.
     *
     * @param module the module's folder
     */
    public static Path exerciseMark(Path module) {
        return module.resolve("src/test/resources").resolve(Expectations.EXERCISE_MARK);
    }
}
