package dev.sallyport.spring.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.core.type.classreading.SimpleMetadataReaderFactory;
import org.springframework.util.ClassUtils;

/** Hints for native images: what Sallyport finds by name. */
public final class SallyportHints implements RuntimeHintsRegistrar {
  /** Types whose presence decides. */
  private static final List<String> LOOKED_UP =
      List.of(
          "com.zaxxer.hikari.HikariDataSource",
          "dev.sallyport.admin.AdminServlet",
          "dev.sallyport.jpa.JpaBackend",
          "jakarta.servlet.Servlet",
          "org.flywaydb.core.Flyway",
          "org.springframework.web.context.WebApplicationContext");

  /** The type with the setter of Spring Security 7 for a factory of authorization managers. */
  private static final String EXPRESSIONS =
      "org.springframework.security.access.expression.AbstractSecurityExpressionHandler";

  private static final List<String> RESOURCES =
      List.of(
          "META-INF/resources/webjars/htmx.org/*/dist/htmx.min.js",
          "META-INF/resources/webjars/picocss__pico/*/css/pico.classless.min.css",
          "META-INF/sallyport-*.xml",
          "dev/sallyport/admin/console/*",
          "dev/sallyport/admin/rest/*.json",
          "dev/sallyport/jdbc/schema/*/*.sql",
          "dev/sallyport/redis/*.lua");

  /** Records that Jackson reads and writes, pages that their engine loads, and entities. */
  private static final List<String> USED_BY_REFLECTION =
      List.of(
          "dev/sallyport/admin/api/*.class",
          "dev/sallyport/admin/console/template/*.class",
          "dev/sallyport/jpa/entity/*.class");

  /** Spring 7 has another constant for access to fields, and will remove that of Spring 6. */
  private static final MemberCategory[] DECLARED_MEMBERS =
      Stream.of(MemberCategory.values())
          .filter(it -> it.name().matches("INVOKE_DECLARED_.*|(ACCESS_)?DECLARED_FIELDS"))
          .toArray(MemberCategory[]::new);

  /** Interfaces of Jakarta Persistence that sallyport-jpa implements by proxies. */
  private static final List<String> PROXIES_OF_JPA =
      List.of(
          "jakarta.persistence.EntityManager",
          "jakarta.persistence.EntityTransaction",
          "jakarta.persistence.TypedQuery");

  /** Creates the registrar. */
  public SallyportHints() {}

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classes) {
    LOOKED_UP.forEach(it -> hints.reflection().registerTypeIfPresent(classes, it));
    RESOURCES.forEach(hints.resources()::registerPattern);
    hints
        .reflection()
        .registerTypeIfPresent(classes, EXPRESSIONS, MemberCategory.INVOKE_PUBLIC_METHODS);
    hints.proxies().registerJdkProxy(DataSource.class);
    hints.proxies().registerJdkProxy(Connection.class);
    PROXIES_OF_JPA.stream()
        .filter(it -> ClassUtils.isPresent(it, classes))
        .map(TypeReference::of)
        .forEach(hints.proxies()::registerJdkProxy);
    USED_BY_REFLECTION.stream()
        .flatMap(it -> classes(it, classes))
        .forEach(it -> hints.reflection().registerType(TypeReference.of(it), DECLARED_MEMBERS));
  }

  /** Returns the names of the classes that match a pattern; none without their module. */
  private static Stream<String> classes(String pattern, @Nullable ClassLoader classes) {
    try {
      var reader = new SimpleMetadataReaderFactory(classes);
      List<String> names = new ArrayList<>();
      for (Resource it :
          new PathMatchingResourcePatternResolver(classes).getResources("classpath*:" + pattern)) {
        names.add(reader.getMetadataReader(it).getClassMetadata().getClassName());
      }
      return names.stream().filter(it -> !it.endsWith("package-info"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
