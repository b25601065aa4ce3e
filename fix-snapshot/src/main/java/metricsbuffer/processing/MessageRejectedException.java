package metricsbuffer.processing;

/**
 * A strategy cannot take the record now: it will be submitted again. This is how backpressure begins, not an
 * error, and it may happen at every turn of the loop; so it carries no stack trace.
 */
public final class MessageRejectedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MessageRejectedException() {
        super("rejected: the strategy cannot take the record now", null, false, false);
    }
}
