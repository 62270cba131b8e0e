package dev.sallyport.spring.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.proxies;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.reflection;
import static org.springframework.aot.hint.predicate.RuntimeHintsPredicates.resource;

import dev.sallyport.admin.AdminServlet;
import dev.sallyport.jpa.JpaBackend;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityTransaction;
import jakarta.persistence.TypedQuery;
import java.sql.Connection;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.util.ClassUtils;

class SallyportHintsTest {
  private final RuntimeHints hints = new RuntimeHints();

  @BeforeEach
  void register() {
    List<RuntimeHintsRegistrar> registrars =
        SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
            .load(RuntimeHintsRegistrar.class);
    assertThat(registrars)
        .filteredOn(SallyportHints.class::isInstance)
        .singleElement()
        .satisfies(it -> it.registerHints(hints, ClassUtils.getDefaultClassLoader()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "META-INF/sallyport-orm.xml",
        "dev/sallyport/admin/console/console.css",
        "dev/sallyport/admin/console/console.js",
        "dev/sallyport/admin/console/logo.svg",
        "dev/sallyport/admin/rest/openapi.json",
        "dev/sallyport/jdbc/schema/h2/V1__sallyport.sql",
        "dev/sallyport/jdbc/schema/postgresql/V1__sallyport.sql"
      })
  void resourcesAreIncluded(String name) {
    assertThat(SallyportHints.class.getClassLoader().getResource(name)).isNotNull();
    assertThat(resource().forResource(name)).accepts(hints);
  }

  @Test
  void assetsOfWebJarsAreIncludedInAnyVersion() {
    assertThat(resource().forResource("META-INF/resources/webjars/htmx.org/1/dist/htmx.min.js"))
        .accepts(hints);
  }

  @Test
  void typesThatAreLookedUpByNameAreFound() {
    for (Class<?> type : List.of(AdminServlet.class, JpaBackend.class, Flyway.class)) {
      assertThat(reflection().onType(type)).accepts(hints);
    }
    assertThat(proxies().forInterfaces(DataSource.class)).accepts(hints);
    assertThat(proxies().forInterfaces(Connection.class)).accepts(hints);
  }

  @Test
  void entitiesAndProxiesOfPersistenceAreIncluded() {
    for (String type : List.of("KeyEntity", "UsageId", "RedactedString$AsText")) {
      assertThat(
              reflection()
                  .onType(TypeReference.of("dev.sallyport.jpa.entity." + type))
                  .withMemberCategories(
                      MemberCategory.INVOKE_DECLARED_CONSTRUCTORS, accessToFields()))
          .as(type)
          .accepts(hints);
    }
    for (Class<?> type : List.of(EntityManager.class, EntityTransaction.class, TypedQuery.class)) {
      assertThat(proxies().forInterfaces(type)).accepts(hints);
    }
  }

  @Test
  void recordsAndPagesAreUsedByReflection() {
    assertThat(
            reflection()
                .onType(TypeReference.of("dev.sallyport.admin.api.AccountView"))
                .withMemberCategory(MemberCategory.INVOKE_DECLARED_CONSTRUCTORS))
        .accepts(hints);
    assertThat(
            reflection()
                .onType(TypeReference.of("dev.sallyport.admin.console.template.JteerrorGenerated"))
                .withMemberCategory(MemberCategory.INVOKE_DECLARED_METHODS))
        .accepts(hints);
  }

  /** Returns the category of this generation of Spring. */
  private static MemberCategory accessToFields() {
    return Stream.of("ACCESS_DECLARED_FIELDS", "DECLARED_FIELDS")
        .flatMap(name -> Stream.of(MemberCategory.values()).filter(it -> it.name().equals(name)))
        .findFirst()
        .orElseThrow();
  }
}
