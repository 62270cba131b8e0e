package dev.sallyport.spring;

import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.spring.internal.SpringSettings;
import dev.sallyport.spring.internal.WebAuthenticator;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Role;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.access.PermissionEvaluator;
import org.springframework.security.access.expression.method.MethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.core.GrantedAuthorityDefaults;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.util.matcher.AnyRequestMatcher;

/**
 * Auto-configuration for Spring Security: a filter chain for the paths of the property {@code
 * sallyport.paths}, and {@code hasScope} in method security.
 *
 * <pre>{@code
 * @PreAuthorize("hasScope('notes:write')")
 * @PostMapping("/api/notes")
 * Note add(@AuthenticationPrincipal ApiKeyPrincipal key) {
 *   return notes.add(key.owner());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(
    after = SallyportFilterAutoConfiguration.class,
    afterName = {
      "org.springframework.boot.autoconfigure.security.servlet.SecurityAutoConfiguration",
      "org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration"
    })
@ConditionalOnClass({HttpSecurity.class, SecurityFilterChain.class})
@ConditionalOnBean({SallyportFilters.Builder.class, HttpSecurity.class})
public final class SallyportSecurityAutoConfiguration {
  /** Name of the bean of the filter chain. A constant, so that it is known without the class. */
  static final String CHAIN = "sallyportFilterChain";

  SallyportSecurityAutoConfiguration() {}

  @Bean(CHAIN)
  @Order(Ordered.HIGHEST_PRECEDENCE + 100)
  ProtectedPathsFilterChain sallyportFilterChain(
      HttpSecurity http,
      Settings settings,
      WebAuthenticator authenticator,
      ObjectProvider<SecurityFilterChain> all)
      throws Exception {
    http.securityMatcher(AnyRequestMatcher.INSTANCE).with(ApiKeyConfigurer.apiKeys(), it -> {});
    return new ProtectedPathsFilterChain(
        settings.get(SpringSettings.PATHS), http.build(), authenticator, all::orderedStream);
  }

  @Bean
  SmartInitializingSingleton sallyportPathsWarning(
      ProtectedPathsFilterChain chain, Settings settings, ListableBeanFactory beans) {
    return () -> {
      if (chain.isWithoutUse()) {
        SallyportFilterAutoConfiguration.warnOfNoPaths();
      }
      IgnoredRulesNotice.log(settings.get(SpringSettings.PATHS), beans);
    };
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  @ConditionalOnMissingBean
  static MethodSecurityExpressionHandler sallyportExpressionHandler(
      ApplicationContext context,
      ObjectProvider<RoleHierarchy> roles,
      ObjectProvider<GrantedAuthorityDefaults> defaults,
      ObjectProvider<PermissionEvaluator> permissions) {
    ScopeExpressionHandler handler = new ScopeExpressionHandler();
    handler.setApplicationContext(context);
    roles.ifAvailable(handler::setRoleHierarchy);
    defaults.ifAvailable(it -> handler.setDefaultRolePrefix(it.getRolePrefix()));
    permissions.ifAvailable(handler::setPermissionEvaluator);
    handler.useFactoryOf(context.getAutowireCapableBeanFactory());
    return handler;
  }
}
