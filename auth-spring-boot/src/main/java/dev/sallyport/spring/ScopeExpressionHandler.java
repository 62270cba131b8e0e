package dev.sallyport.spring;

import java.util.Arrays;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.beans.factory.config.DependencyDescriptor;
import org.springframework.core.MethodParameter;
import org.springframework.expression.EvaluationContext;
import org.springframework.expression.MethodResolver;
import org.springframework.expression.TypedValue;
import org.springframework.expression.spel.support.StandardEvaluationContext;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.expression.method.MethodSecurityExpressionOperations;
import org.springframework.security.core.Authentication;
import org.springframework.util.ReflectionUtils;

/** Expressions of method security, with {@code hasScope('chat:write')} in addition. */
final class ScopeExpressionHandler extends DefaultMethodSecurityExpressionHandler {
  /**
   * Applies the application's {@code AuthorizationManagerFactory}, such as that of several factors,
   * as Spring Security 7 does with its own handler. Its type is not in Spring Security 6.
   */
  void useFactoryOf(AutowireCapableBeanFactory beans) {
    Arrays.stream(getClass().getMethods())
        .filter(it -> it.getName().equals("setAuthorizationManagerFactory"))
        .forEach(
            setter -> {
              DependencyDescriptor factory =
                  new DependencyDescriptor(new MethodParameter(setter, 0), false);
              factory.setContainingClass(getClass());
              Object found = beans.resolveDependency(factory, null);
              if (found != null) {
                ReflectionUtils.invokeMethod(setter, this, found);
              }
            });
  }

  @Override
  public EvaluationContext createEvaluationContext(
      Supplier<Authentication> authentication, MethodInvocation invocation) {
    EvaluationContext context = super.createEvaluationContext(authentication, invocation);
    if (context instanceof StandardEvaluationContext extensible) {
      extensible.addMethodResolver(hasScope(authentication));
    }
    return context;
  }

  private static MethodResolver hasScope(Supplier<Authentication> authentication) {
    return (context, target, name, types) ->
        name.equals("hasScope")
                && !types.isEmpty()
                && target instanceof MethodSecurityExpressionOperations
            ? (unused, root, scopes) ->
                new TypedValue(
                    authentication.get() instanceof ApiKeyAuthentication it
                        && Arrays.stream(scopes).map(String::valueOf).allMatch(it::hasScope))
            : null;
  }
}
