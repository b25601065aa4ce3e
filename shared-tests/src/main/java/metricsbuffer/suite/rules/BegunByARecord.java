package metricsbuffer.suite.rules;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import metricsbuffer.suite.verdict.Expectations;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** A scenario of a flush that a record begins: it says nothing of a buffer that declares {@code interval = none}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface BegunByARecord {

    /** Leaves such a scenario out, and says so. */
    final class Assumption implements InvocationInterceptor {

        @Override
        public void interceptTestMethod(Invocation<Void> invocation, ReflectiveInvocationContext<Method> method,
                ExtensionContext context) throws Throwable {
            if (method.getExecutable().isAnnotationPresent(BegunByARecord.class)) {
                Expectations.load().assumeAnInterval();
            }
            invocation.proceed();
        }
    }
}
