package metricsbuffer.suite.verdict;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
import org.opentest4j.TestAbortedException;

/**
 * Judges each scenario of a test class by what the module declares of its rule.
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
 * which an exercise was applied. A test that is aborted has judged nothing, and says why. Any other exception that is not a {@code RuleViolation} is red in every case.
 *
 * <p>Its settings are configuration parameters of JUnit, which a system property of the same name sets, too:
 * {@value #RAW}, {@value #FOLDER} (the module's, where verdicts are written; the working folder if there is none) and
 * {@value #EXPECTATIONS} (a resource in place of {@code module.properties}). The folder is for the suite's own tests.
 */
public final class RuleExtension implements InvocationInterceptor, BeforeAllCallback, AfterAllCallback {

    public static final String RAW = "mb.raw";
    public static final String FOLDER = "mb.folder";
    public static final String EXPECTATIONS = "mb.expectations";

    /** The key of the report entry that says what was seen and is green all the same. */
    static final String SEEN = "seen";

    private static final ExtensionContext.Namespace HERE = ExtensionContext.Namespace.create(RuleExtension.class);

    /** What a test class is judged by, and what its scenarios saw so far. */
    private record Judgement(Expectations expectations, boolean raw, List<Verdict> verdicts) {}

    /** Whether declarations count for nothing. */
    public static boolean isRaw() {
        return isRaw(System.getProperty(RAW, "false"));
    }

    /** {@code -Draw} alone makes it the empty string, or true. */
    private static boolean isRaw(String setting) {
        return setting.isEmpty() || Boolean.parseBoolean(setting)
                || Thread.currentThread().getContextClassLoader().getResource(Expectations.EXERCISE_MARK) != null;
    }

    /** The folder of the module whose tests are running. */
    public static Path folder(ExtensionContext context) {
        return Path.of(context.getConfigurationParameter(FOLDER).orElse(""));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Class<?> testClass = context.getRequiredTestClass();
        context.getStore(HERE).put(testClass, new Judgement(
                Expectations.load(context.getConfigurationParameter(EXPECTATIONS).orElse(Expectations.RESOURCE)),
                isRaw(context.getConfigurationParameter(RAW).orElse("false")), new ArrayList<>()));
    }

    @Override
    public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
            ExtensionContext context) throws Throwable {
        Judgement judgement = judgement(context);
        Rule rule = Rule.ofTags(context.getTags());
        String scenario = scenario(context);
        try {
            invocation.proceed();
            judgement.verdicts.add(new Verdict(rule, scenario, Outcome.HELD, ""));
        } catch (RuleViolation violation) {
            Verdict verdict = new Verdict(rule, scenario, Outcome.VIOLATED, violation.getMessage());
            judgement.verdicts.add(verdict);
            Expectation expectation = judgement.expectations.of(rule);
            if (judgement.raw || expectation == Expectation.HOLDS) {
                throw new RuleViolation(rule.id() + ": " + violation.getMessage() + "%n  rule: %s%n  look at: %s"
                        .formatted(rule.text(), verdict.lookAt()), violation);
            }
            context.publishReportEntry(SEEN, "%s %s in %s: %s%n      at %s".formatted(rule.id(),
                    expectation == Expectation.VIOLATED ? "violated, as declared," : "not promised, and not kept",
                    judgement.expectations.module(), violation.getMessage(), scenario));
        } catch (TestAbortedException notJudged) {
            judgement.verdicts.add(new Verdict(rule, scenario, Outcome.NOT_JUDGED, notJudged.getMessage()));
            context.publishReportEntry(SEEN, "%s in %s: %s%n      at %s".formatted(rule.id(),
                    judgement.expectations.module(), notJudged.getMessage(), scenario));
            throw notJudged;
        } catch (Throwable broken) {
            judgement.verdicts.add(new Verdict(rule, scenario, Outcome.BROKEN, broken.toString()));
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
        Class<?> testClass = context.getRequiredTestClass();
        Judgement judgement = judgement(context);
        new VerdictLog(folder(context)).write(testClass.getSimpleName(), judgement.verdicts, List.of());
        Map<Rule, List<Verdict>> byRule = judgement.verdicts.stream().collect(Collectors.groupingBy(Verdict::rule));
        Set<String> unseen = new TreeSet<>();
        byRule.forEach((rule, verdicts) -> {
            if (!judgement.raw && judgement.expectations.of(rule) == Expectation.VIOLATED
                    && verdicts.stream().map(verdict -> verdict.scenario().replaceFirst("\\[.*", "")).distinct().count()
                            == scenarios(testClass, rule)
                    && verdicts.stream().allMatch(verdict -> verdict.outcome() == Outcome.HELD)) {
                unseen.add(rule.id());
            }
        });
        if (!unseen.isEmpty()) {
            throw new AssertionError(judgement.expectations.module() + " declares " + unseen
                    + " violated, and no scenario saw it. Either the buffer is better than its module.properties says,"
                    + " or a scenario has lost its teeth.");
        }
    }

    private static Judgement judgement(ExtensionContext context) {
        return context.getStore(HERE).get(context.getRequiredTestClass(), Judgement.class);
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
