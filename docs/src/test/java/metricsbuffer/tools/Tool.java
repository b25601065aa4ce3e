package metricsbuffer.tools;

import java.io.IOException;
import java.util.List;

/** Something that may find the mistake in a buffer. */
interface Tool {

    /** What a record calls it. */
    String id();

    /** What a page calls it. */
    String name();

    /** The version that is asked. */
    String version() throws IOException;

    /** Asks it about each of these buffers. */
    List<Answer> ask(List<Compiled> buffers) throws IOException, InterruptedException;
}
