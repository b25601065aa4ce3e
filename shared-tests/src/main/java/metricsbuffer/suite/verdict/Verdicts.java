package metricsbuffer.suite.verdict;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import metricsbuffer.suite.verdict.Expectations.Expectation;
import metricsbuffer.suite.verdict.Verdict.Outcome;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Judges each scenario by what the module declares of its rule.
 *
 * <table>
 * <caption>Scenario against declaration</caption>
 * <tr><th>declared</th><th>the rule held</th><th>a {@link RuleViolation}</th></tr>
 * <tr><td>holds</td><td>green</td><td>red</td></tr>
 * <tr><td>violated</td><td>red, unless another scenario of the rule saw it</td><td>green, and printed</td></tr>
 * <tr><td>not promised</td><td>green</td><td>green, and printed</td></tr>
 * </table>
 *
 * <p>With {@code -Draw} the declarations count for nothing and every violation is red; and so it is in a module to
 * which an exercise was applied. Any exception that is not a {@code RuleViolation} is red in every case.
 */
public final class Verdicts implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(Verdicts.class);

    private final Expectations expectations = Expectations.load();
    private final boolean raw = isRaw();

    /** Whether declarations count for nothing. {@code -Draw} alone sets the property to the empty string, or to true. */
    public static boolean isRaw() {
        return Thread.currentThread().getContextClassLoader().getResource("exercise.txt") != null
                || isRaw(System.getProperty("mb.raw", "false"));
    }

    /** Whether the property says so. */
    private static boolean isRaw(String property) {
        return property.isEmpty() || Boolean.parseBoolean(property);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getStore(HERE).put(context.getRequiredTestClass(), new ArrayList<Verdict>());
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        Rule rule = Rule.ofTags(context.getTags());
        String scenario = scenario(context);
        try {
            invocation.proceed();
            verdicts(context).add(new Verdict(rule, scenario, Outcome.HELD, ""));
        } catch (RuleViolation violation) {
            verdicts(context).add(new Verdict(rule, scenario, Outcome.VIOLATED, violation.getMessage()));
            Expectation expectation = expectations.of(rule);
            if (raw || expectation == Expectation.HOLDS) {
                throw new RuleViolation(rule.id() + ": " + violation.getMessage() + "%n  rule: %s%n  look at: %s"
                        .formatted(rule.text(), rule.lookAt()), violation);
            }
            System.out.printf("%s %s in %s: %s%n      at %s%n", rule.id(),
                    expectation == Expectation.VIOLATED ? "violated, as declared," : "not promised, and not kept",
                    expectations.module(), violation.getMessage(), scenario);
        } catch (Throwable broken) {
            verdicts(context).add(new Verdict(rule, scenario, Outcome.BROKEN, broken.toString()));
            throw broken;
        }
    }

    /** An invocation of a parameterized scenario has a verdict of its own. */
    @Override
    public void interceptTestTemplateMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    /** Class and method, and in brackets what a parameterized scenario is invoked with. */
    private static String scenario(ExtensionContext context) {
        Method method = context.getRequiredTestMethod();
        return context.getRequiredTestClass().getSimpleName() + "." + method.getName()
                + (method.isAnnotationPresent(Test.class) ? "" : "[" + context.getDisplayName() + "]");
    }

    @Override
    public void afterAll(ExtensionContext context) {
        List<Verdict> verdicts = verdicts(context);
        VerdictLog.ofThisModule().write(context.getRequiredTestClass().getSimpleName(), verdicts, List.of());
        Set<String> unseen = new TreeSet<>();
        for (Rule rule : verdicts.stream().map(Verdict::rule).collect(Collectors.toSet())) {
            List<Verdict> ofRule = verdicts.stream().filter(verdict -> verdict.rule() == rule).toList();
            if (!raw && expectations.of(rule) == Expectation.VIOLATED
                    && ofRule.stream().map(verdict -> verdict.scenario().replaceFirst("\\[.*", "")).distinct().count()
                            == scenarios(context.getRequiredTestClass(), rule)
                    && ofRule.stream().allMatch(verdict -> verdict.outcome() == Outcome.HELD)) {
                unseen.add(rule.id());
            }
        }
        if (!unseen.isEmpty()) {
            throw new AssertionError(expectations.module() + " declares " + unseen + " violated, and no scenario saw it."
                    + " Either the buffer is better than its module.properties says, or a scenario has lost its teeth.");
        }
    }

    @SuppressWarnings("unchecked") // put there by beforeAll
    private static List<Verdict> verdicts(ExtensionContext context) {
        return (List<Verdict>) context.getStore(HERE).get(context.getRequiredTestClass(), List.class);
    }

    /**
     * How many scenarios of a rule a test class has, a parameterized one counted once. If fewer ran, a filter was set,
     * and no conclusion is drawn.
     */
    private static int scenarios(Class<?> testClass, Rule rule) {
        return ReflectionSupport.findMethods(testClass, method -> AnnotationSupport.isAnnotated(method, Testable.class)
                && List.of(method.getAnnotationsByType(Tag.class)).stream().anyMatch(tag -> tag.value().equals(rule.id())),
                HierarchyTraversalMode.TOP_DOWN).size();
    }
}
