package metricsbuffer.processing;

/** A dead letter was not delivered, so the run ends. Its record is not committed, and will be consumed again. */
public final class DeadLetterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * @param invalid topic, partition and offset of the record
     * @param topic where the dead letter was to go
     */
    DeadLetterException(String invalid, String topic, Exception cause) {
        super(invalid + " is invalid, and its dead letter could not be delivered to " + topic
                + ": the run ends, and from this offset on nothing is committed", cause);
    }
}
