package metricsbuffer.suite.explore;

/**
 * What a thread does next.
 *
 * @param file the source file, by its simple name
 * @param line in it; 0 if it is not known
 * @param operation which of the thread's operations it is in, from 0
 * @param words such as "counters.merge(A, 10): reads"
 * @param waits whether it cannot go on, because another thread has what it waits for
 */
public record Label(String file, int line, int operation, String words, boolean waits) {}
