package metricsbuffer.suite.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import yours.OwnThreadBuffer;

/** The forced scenarios wait for what a buffer hands to a thread of its own, and judge it as any other. */
class OwnThreadRejectionsTest extends Rejections {

    @Test
    void aBufferWithAThreadOfItsOwnIsAccepted() {
        WrongModule.declarations = "own-thread.properties";
        assertThat(rejecting(OwnThreadBuffer::new, all())).isEmpty();
        assertThat(Thread.getAllStackTraces().keySet()).extracting(Thread::getName).as("threads that nobody has ended")
                .doesNotContain("owner of the totals");
    }

    @ParameterizedTest
    @EnumSource
    void aWrongBufferWithAThreadOfItsOwnIsRejected(WrongOwnThread wrong) {
        WrongModule.declarations = "own-thread.properties";
        assertThat(rejecting(wrong::make, wrong.rejectedBy())).containsExactlyInAnyOrderElementsOf(wrong.rejectedBy());
    }
}
