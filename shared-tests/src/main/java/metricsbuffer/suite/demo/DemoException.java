package metricsbuffer.suite.demo;

/** The demo cannot go on, for a reason that its message tells in full. */
final class DemoException extends RuntimeException {

    DemoException(String message) {
        super(message);
    }

    DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
