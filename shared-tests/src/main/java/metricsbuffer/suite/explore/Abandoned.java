package metricsbuffer.suite.explore;

/** Ends the threads of a run that has come to a state that is known already. */
final class Abandoned extends Error {

    private static final long serialVersionUID = 1L;

    Abandoned() {
        super("the run is over", null, false, false);
    }
}
