package dev.sallyport.spring;

import dev.sallyport.admin.AdminServlet;
import dev.sallyport.admin.AdminServlets;
import dev.sallyport.admin.config.AdminSettings;
import dev.sallyport.admin.config.AdminSettings.SignIn;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.servlet.SallyportFilters;
import dev.sallyport.servlet.startup.StartGuard;
import dev.sallyport.spring.internal.SpringSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.util.StringUtils;

/**
 * Auto-configuration of the management API and the console at the property {@code
 * sallyport.admin-path}, if {@code sallyport-admin} is there.
 *
 * <pre>{@code
 * # application.properties
 * sallyport.admin-path=/admin
 * sallyport.admin-sign-in=host
 * sallyport.admin-role=ADMIN
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(
    after = {SallyportFilterAutoConfiguration.class, SallyportSecurityAutoConfiguration.class})
@ConditionalOnClass(AdminServlet.class)
@ConditionalOnBean(SallyportFilters.Builder.class)
@Conditional(SallyportAdminAutoConfiguration.HasPath.class)
public final class SallyportAdminAutoConfiguration {
  private static final String SERVLET = "sallyport admin";

  SallyportAdminAutoConfiguration() {}

  /** An empty path is none: the servlet would be at all paths. */
  static final class HasPath implements Condition {
    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
      return StringUtils.hasText(context.getEnvironment().getProperty("sallyport.admin-path"));
    }
  }

  @Bean
  ServletRegistrationBean<AdminServlet> sallyportAdminServlet(Settings settings) {
    ServletRegistrationBean<AdminServlet> servlet =
        new ServletRegistrationBean<>(AdminServlets.of(settings), path(settings) + "/*");
    servlet.setName(SERVLET);
    servlet.setLoadOnStartup(1);
    servlet.addInitParameter(StartGuard.SETTING, "throw");
    return servlet;
  }

  /** Settings that are a bean of the application may not have the path that the property has. */
  private static String path(Settings settings) {
    String path = settings.get(SpringSettings.ADMIN_PATH);
    if (path.isEmpty()) {
      throw new SettingException("The bean of type Settings has no admin-path.");
    }
    return path;
  }

  /** The filter chain of Spring Security. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({HttpSecurity.class, SecurityFilterChain.class})
  @ConditionalOnBean(HttpSecurity.class)
  static class Security {
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE + 90)
    @ConditionalOnMissingBean(name = "sallyportAdminFilterChain")
    SecurityFilterChain sallyportAdminFilterChain(
        HttpSecurity http, Settings settings, ObjectProvider<SecurityFilterChain> all)
        throws Exception {
      return AdminFilterChain.build(
          http,
          SERVLET,
          path(settings),
          settings.get(AdminSettings.SIGN_IN) == SignIn.HOST,
          all::orderedStream);
    }

    @Bean
    static SmartInitializingSingleton sallyportLoginCheck(
        Settings settings, ObjectProvider<SecurityFilterChain> all) {
      return () -> AdminFilterChain.requireLoginOutside(path(settings), all.orderedStream());
    }
  }
}
