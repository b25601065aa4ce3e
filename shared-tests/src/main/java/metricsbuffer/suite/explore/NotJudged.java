package metricsbuffer.suite.explore;

/** The buffer does something that the explorer does not know, or that has no end; the message says what. */
public final class NotJudged extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotJudged(String why) {
        super("not judged: " + why);
    }
}
