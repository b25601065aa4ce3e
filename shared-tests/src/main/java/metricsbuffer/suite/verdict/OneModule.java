package metricsbuffer.suite.verdict;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * For scenarios to which the buffer does not matter: the modules have everything else in common, so {@code mvn verify}
 * plays them in {@value #MODULE} alone. With {@code -Pfire}, which sets {@value #EVERYWHERE}, they are played in all.
 */
public final class OneModule implements ExecutionCondition {

    public static final String EVERYWHERE = "mb.everywhere";
    private static final String MODULE = "fix-lock";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String module = Expectations.load(
                context.getConfigurationParameter(RuleExtension.EXPECTATIONS).orElse(Expectations.RESOURCE)).module();
        return module.equals(MODULE) || context.getConfigurationParameter(EVERYWHERE).map(Boolean::valueOf).orElse(false)
                ? ConditionEvaluationResult.enabled("here")
                : ConditionEvaluationResult.disabled("played in " + MODULE + ", and everywhere with -Pfire");
    }
}
