package dev.sallyport.spring;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportBuilder;
import dev.sallyport.audit.AuditTrail;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authorization.AccessPolicy;
import dev.sallyport.authorization.ResourceResolver;
import dev.sallyport.config.Setting;
import dev.sallyport.config.SettingException;
import dev.sallyport.config.Settings;
import dev.sallyport.event.EventListener;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.ResourceManager;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.config.HttpSettings;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.Cluster;
import dev.sallyport.spi.OwnerDirectory;
import dev.sallyport.spi.ResourceDirectory;
import dev.sallyport.spring.internal.DataSourceTransactions;
import dev.sallyport.spring.internal.EnvironmentSettings;
import dev.sallyport.spring.internal.FallbackBackend;
import dev.sallyport.spring.internal.SpringSettings;
import dev.sallyport.spring.internal.SpringTransactions;
import dev.sallyport.spring.internal.StoreOpener;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnNotWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.util.ClassUtils;

/**
 * Auto-configuration of a {@link Sallyport} instance on the application's data source, with the
 * properties {@code sallyport.*}. Each bean that an application injects gives way to one of its
 * own.
 *
 * <p>Others do not, because they have no effect without each other: the filter and its
 * registrations, the filter chain of the protected paths, the adapter of transactions, and the
 * checks at the start. An application excludes the auto-configuration that they are in.
 *
 * <p>It opens the store after Flyway, Liquibase and the scripts of Spring Boot have run.
 *
 * <pre>{@code
 * @Transactional
 * public Secret signUp(User user) {
 *   users.save(user);
 *   CreateKeyRequest request = CreateKeyRequest.of(Owner.of(user.name()), "first");
 *   return ((Created) keys.create(request)).token(); // keys is the bean of type ApiKeyManager
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
@AutoConfiguration(
    afterName = {
      "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration",
      "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration"
    })
public final class SallyportAutoConfiguration {
  private static final Logger log = LoggerFactory.getLogger(SallyportAutoConfiguration.class);
  private static final String FORWARD_HEADERS = "server.forward-headers-strategy";

  /** By which Spring Boot decides. */
  private static final List<String> CLASSES_OF_SERVLET_APPLICATIONS =
      List.of("jakarta.servlet.Servlet", "org.springframework.web.context.WebApplicationContext");

  SallyportAutoConfiguration() {}

  @Bean
  @ConditionalOnMissingBean
  Settings sallyportSettings(Environment environment) {
    return EnvironmentSettings.read(environment);
  }

  /** What protects the paths may be excluded, or not be for this kind of web application. */
  @Bean
  @ConditionalOnWebApplication
  static SmartInitializingSingleton sallyportWebCheck(
      Settings settings, BeanFactory beans, Environment environment) {
    return () -> {
      checkForwardedFields(settings, environment);
      requireUnset(SpringSettings.PATHS, "sallyportFilter", settings, beans);
      requireUnset(SpringSettings.ADMIN_PATH, "sallyportAdminServlet", settings, beans);
    };
  }

  private static void checkForwardedFields(Settings settings, Environment environment) {
    if ("framework".equalsIgnoreCase(environment.getProperty(FORWARD_HEADERS))) {
      settings.requireUnset(
          List.of(HttpSettings.TRUSTED_PROXIES),
          "with "
              + FORWARD_HEADERS
              + "=framework, which hides the fields of proxies: remove it, or use native");
      log.warn(
          "With {}=framework a client can choose the address that keys are restricted to, unless"
              + " the proxy removes the X-Forwarded fields of clients: use native",
          FORWARD_HEADERS);
    }
  }

  private static void requireUnset(
      Setting<?> setting, String bean, Settings settings, BeanFactory beans) {
    if (!beans.containsBean(bean)) {
      settings.requireUnset(
          List.of(setting),
          "without the bean "
              + bean
              + ", which only a servlet application has, and only with the auto-configurations of"
              + " Sallyport: remove it, or do not exclude them");
    }
  }

  /** A test or a task of a servlet application may start it without its server. */
  @Bean
  @ConditionalOnNotWebApplication
  static SmartInitializingSingleton sallyportNoWebCheck(Settings settings) {
    return () -> {
      if (!CLASSES_OF_SERVLET_APPLICATIONS.stream()
          .allMatch(it -> ClassUtils.isPresent(it, null))) {
        settings.requireUnset(
            List.of(SpringSettings.PATHS, SpringSettings.ADMIN_PATH),
            "in an application that is not a servlet application: remove it, or add"
                + " spring-boot-starter-web");
      }
    };
  }

  @Bean
  @ConditionalOnMissingBean
  @DependsOnDatabaseInitialization
  Sallyport sallyport(
      Settings settings,
      @SallyportDataSource ObjectProvider<DataSource> marked,
      ObjectProvider<DataSource> sources,
      ObjectProvider<FallbackBackend> fallback,
      ObjectProvider<DataSourceTransactions> transactions,
      ObjectProvider<OwnerDirectory> owners,
      ObjectProvider<ResourceDirectory> resources,
      ObjectProvider<Cluster> cluster,
      ObjectProvider<AccessPolicy> policies,
      ObjectProvider<ResourceResolver> resolvers,
      ObjectProvider<EventListener> listeners) {
    Optional<OwnerDirectory> hostOwners = Optional.ofNullable(owners.getIfAvailable());
    FallbackBackend withoutSource = fallback.getIfAvailable();
    Backend backend =
        withoutSource != null && marked.stream().count() + sources.stream().count() == 0
            ? withoutSource.open()
            : new StoreOpener(settings, hostOwners)
                .open(
                    () -> Optional.ofNullable(marked.getIfUnique()).orElseGet(() -> only(sources)),
                    Optional.ofNullable(transactions.getIfAvailable()));
    try {
      SallyportBuilder builder = builder(backend, hostOwners).settings(settings);
      resources.ifAvailable(builder::resources);
      cluster.ifAvailable(builder::cluster);
      policies.orderedStream().forEach(builder::policy);
      resolvers.orderedStream().forEach(builder::resolver);
      listeners.orderedStream().forEach(builder::listener);
      return builder.build();
    } catch (RuntimeException | Error e) {
      backend.close();
      throw e;
    }
  }

  private static DataSource only(ObjectProvider<DataSource> sources) {
    DataSource only = sources.getIfUnique();
    if (only != null) {
      return only;
    }
    throw new SettingException(
        sources.stream().findAny().isPresent()
            ? "The application has several DataSources: mark the one of Sallyport with"
                + " @SallyportDataSource, or one as @Primary."
            : "The application has no DataSource: add spring-boot-starter-jdbc and a driver, and"
                + " set spring.datasource.url; or set store=memory for tests.");
  }

  private static SallyportBuilder builder(Backend backend, Optional<OwnerDirectory> owners) {
    return backend instanceof InMemoryBackend && owners.isPresent()
        ? Sallyport.builder(InMemoryBackend.withOwnersOf(owners.get()))
        : Sallyport.builder(backend);
  }

  @Bean
  @ConditionalOnMissingBean
  ApiKeyManager sallyportApiKeyManager(Sallyport sallyport) {
    return sallyport.keys();
  }

  @Bean
  @ConditionalOnMissingBean
  ApiKeyAuthenticator sallyportApiKeyAuthenticator(Sallyport sallyport) {
    return sallyport.authenticator();
  }

  @Bean
  @Lazy // fails if the application keeps owners itself
  @ConditionalOnMissingBean
  OwnerManager sallyportOwnerManager(Sallyport sallyport) {
    return sallyport.ownerManager();
  }

  @Bean
  @Lazy // fails if the application keeps resources itself
  @ConditionalOnMissingBean
  ResourceManager sallyportResourceManager(Sallyport sallyport) {
    return sallyport.resourceManager();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  AuditTrail sallyportAuditTrail(Sallyport sallyport) {
    return sallyport.audit();
  }

  @Bean
  @Lazy
  @ConditionalOnMissingBean
  UsageReports sallyportUsageReports(Sallyport sallyport) {
    return sallyport.usage();
  }

  /** Transactions of Spring, if spring-jdbc is there. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ConnectionHolder.class)
  static class Transactions {
    @Bean
    static SpringTransactions sallyportTransactions() {
      return new SpringTransactions();
    }

    /** Spring Boot adds listeners to its own transaction managers only. */
    @Bean
    static BeanPostProcessor sallyportTransactionManagers(
        ObjectProvider<SpringTransactions> transactions) {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          if (bean instanceof ConfigurableTransactionManager manager) {
            manager.addListener(transactions.getObject());
          }
          return bean;
        }
      };
    }
  }
}
