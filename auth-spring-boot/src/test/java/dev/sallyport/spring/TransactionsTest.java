package dev.sallyport.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.AuthenticationResult;
import dev.sallyport.key.ApiKey;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.OwnerManager;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.spring.internal.SpringTransactions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.LazyConnectionDataSourceProxy;
import org.springframework.jdbc.datasource.TransactionAwareDataSourceProxy;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Keys in transactions of Spring, on a pool of two connections. */
class TransactionsTest {
  private static final String[] COMMON = {
    "spring.main.web-application-type=none",
    "spring.datasource.hikari.maximum-pool-size=2",
    "spring.datasource.hikari.connection-timeout=3000"
  };

  private static List<App> apps = List.of();

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Config {}

  /** The pool behind a proxy, which is then the application's data source. */
  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class WithProxies {
    @Bean
    static BeanPostProcessor proxies(Environment environment) {
      return new BeanPostProcessor() {
        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
          return !(bean instanceof DataSource pool)
              ? bean
              : "lazy".equals(environment.getProperty("test.proxy"))
                  ? new LazyConnectionDataSourceProxy(pool)
                  : new TransactionAwareDataSourceProxy(pool);
        }
      };
    }
  }

  @BeforeAll
  static void start() {
    apps =
        List.of(
            app(Config.class),
            app(Config.class, "sallyport.store=jpa", App.WITH_HIBERNATE),
            app(WithProxies.class, "test.proxy=transaction-aware"),
            app(WithProxies.class, "test.proxy=lazy"),
            app(
                WithProxies.class,
                "test.proxy=transaction-aware",
                "sallyport.store=jpa",
                App.WITH_HIBERNATE));
    assertThat(apps)
        .extracting(it -> it.bean(PlatformTransactionManager.class).getClass().getSimpleName())
        .startsWith("JdbcTransactionManager", "JpaTransactionManager");
    apps.forEach(it -> it.bean(OwnerManager.class).createUser(User.service(App.ADA)));
  }

  private static App app(Class<?> config, String... properties) {
    return App.start(
        config, Stream.concat(Stream.of(COMMON), Stream.of(properties)).toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    apps.forEach(App::close);
  }

  static List<App> apps() {
    return apps;
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void aKeyIsThereAfterTheCommit(App app) {
    Created created =
        transaction(app)
            .execute(
                status -> {
                  note(app);
                  Created made = create(app);
                  assertThat(isAuthenticated(app, made)).isFalse();
                  return made;
                });

    assertThat(isAuthenticated(app, created)).isTrue();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void aRollbackLeavesNothing(App app) {
    Created kept = create(app);
    List<ApiKey> before = keys(app);
    int notes = notes(app);

    transaction(app)
        .executeWithoutResult(
            status -> {
              note(app);
              create(app);
              manager(app).rotate(kept.key().id(), Rotation.immediate());
              manager(app).delete(create(app).key().id());
              status.setRollbackOnly();
            });

    assertThat(keys(app)).isEqualTo(before);
    assertThat(notes(app)).isEqualTo(notes);
    assertThat(isAuthenticated(app, kept)).isTrue();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void aTransactionInATransactionIsCommittedAlone(App app) {
    TransactionTemplate inner = transaction(app);
    inner.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    List<ApiKey> before = keys(app);
    List<Created> kept = new ArrayList<>();

    transaction(app)
        .executeWithoutResult(
            status -> {
              note(app);
              kept.add(inner.execute(unused -> create(app)));
              assertThat(isAuthenticated(app, kept.get(0))).isTrue();
              inner.executeWithoutResult(
                  unused -> {
                    manager(app).delete(kept.get(0).key().id());
                    unused.setRollbackOnly();
                  });
              create(app); // a change before would hold a lock for which the others wait
              status.setRollbackOnly();
            });

    assertThat(keys(app)).hasSize(before.size() + 1);
    assertThat(isAuthenticated(app, kept.get(0))).isTrue();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void aCallAfterTheCommitHasItsOwnTransaction(App app) {
    List<Created> created = new ArrayList<>();
    transaction(app)
        .executeWithoutResult(
            status -> {
              note(app);
              TransactionSynchronizationManager.registerSynchronization(
                  new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                      created.add(create(app));
                    }
                  });
            });

    assertThat(created).hasSize(1).allMatch(it -> isAuthenticated(app, it));
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void aReadOnlyTransactionIsNotJoined(App app) {
    TransactionTemplate readOnly = transaction(app);
    readOnly.setReadOnly(true);

    assertThat(readOnly.<Created>execute(status -> create(app))).isNotNull();
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void asManyTransactionsAsConnectionsDoNotDeadlock(App app)
      throws InterruptedException, ExecutionException {
    CyclicBarrier bothHaveAConnection = new CyclicBarrier(2);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      Callable<Created> task =
          () ->
              transaction(app)
                  .execute(
                      status -> {
                        note(app);
                        await(bothHaveAConnection);
                        return create(app);
                      });
      for (Future<Created> each : threads.invokeAll(Collections.nCopies(2, task))) {
        assertThat(isAuthenticated(app, each.get())).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void aTransactionThatCanOnlyBeRolledBackIs(App app) {
    int notes = notes(app);

    assertThatThrownBy(
            () ->
                transaction(app)
                    .executeWithoutResult(
                        status -> {
                          note(app);
                          app.bean(SpringTransactions.class)
                              .current()
                              .orElseThrow()
                              .setRollbackOnly();
                        }))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a call of Sallyport failed in it");
    assertThat(notes(app)).isEqualTo(notes);
  }

  @ParameterizedTest(autoCloseArguments = false)
  @MethodSource("apps")
  void whatIsMarkedBeforeTheCommitIsRolledBackAndHasNoEffect(App app) {
    Created created = create(app);
    int notes = notes(app);

    assertThatThrownBy(
            () ->
                transaction(app)
                    .executeWithoutResult(
                        status -> {
                          note(app);
                          manager(app).deactivate(created.key().id());
                          TransactionSynchronizationManager.registerSynchronization(
                              new TransactionSynchronization() {
                                @Override
                                public void beforeCommit(boolean readOnly) {
                                  transaction(app)
                                      .executeWithoutResult(inner -> inner.setRollbackOnly());
                                }
                              });
                        }))
        .isInstanceOf(RuntimeException.class);
    assertThat(notes(app)).isEqualTo(notes);
    assertThat(keys(app))
        .filteredOn(it -> it.id().equals(created.key().id()))
        .allMatch(ApiKey::active);
    assertThat(isAuthenticated(app, created)).isTrue();
  }

  private static TransactionTemplate transaction(App app) {
    return new TransactionTemplate(app.bean(PlatformTransactionManager.class));
  }

  private static ApiKeyManager manager(App app) {
    return app.bean(ApiKeyManager.class);
  }

  private static Created create(App app) {
    return (Created) manager(app).create(CreateKeyRequest.of(App.ADA, "test"));
  }

  private static List<ApiKey> keys(App app) {
    return manager(app).list(ApiKeyQuery.all().ofOwner(App.ADA).page(0, 100)).items();
  }

  private static boolean isAuthenticated(App app, Created created) {
    return app.bean(ApiKeyAuthenticator.class).authenticate(created.token())
        instanceof AuthenticationResult.Authenticated;
  }

  private static void note(App app) {
    app.bean(JdbcTemplate.class).update("insert into note (text) values ('hi')");
  }

  private static int notes(App app) {
    return app.bean(JdbcTemplate.class).queryForList("select * from note").size();
  }

  private static void await(CyclicBarrier barrier) {
    try {
      barrier.await(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
