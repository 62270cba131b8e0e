package dev.sallyport.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Registrations in code have no order that can be read. */
abstract class FilterOrderInCodeContract {
  private final Container.Starter starter;

  FilterOrderInCodeContract(Container.Starter starter) {
    this.starter = starter;
  }

  @Test
  final void anotherFilterOnItsPathsIsNamedInAWarning() throws Exception {
    assertThat(
            linesOfStart(
                context -> {
                  sallyport(context, "api-keys", Map.of());
                  register(context, "other", new GreedyFilter(), "/*");
                }))
        .containsExactly(
            "WARN The order of filters is known from WEB-INF/web.xml only, and not for the filter"
                + " api-keys and other (dev.sallyport.servlet.GreedyFilter): one that comes first"
                + " could serve requests without a key. Register the filter api-keys first, and name"
                + " those that may come before it in harmless-filters.");
  }

  @Test
  final void oneThatIsHarmlessIsNot() throws Exception {
    assertThat(
            linesOfStart(
                context -> {
                  sallyport(context, "api-keys", Map.of("harmless-filters", "other"));
                  register(context, "other", new GreedyFilter(), "/*");
                }))
        .isEmpty();
  }

  @Test
  final void withoutAnotherFilterOnItsPathsThereIsNoWarning() throws Exception {
    assertThat(
            linesOfStart(
                context -> {
                  sallyport(context, "api-keys", Map.of());
                  sallyport(context, "second", Map.of());
                  register(context, "other", new GreedyFilter(), "/public/*");
                }))
        .isEmpty();
  }

  private static void sallyport(ServletContext context, String name, Map<String, String> settings) {
    context.setInitParameter("sallyport.store", "memory");
    register(context, name, new SallyportFilter(), "/api/*").setInitParameters(settings);
  }

  private static FilterRegistration.Dynamic register(
      ServletContext context, String name, Filter filter, String pattern) {
    FilterRegistration.Dynamic registration = context.addFilter(name, filter);
    registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, pattern);
    return registration;
  }

  /** What is logged of filters. */
  private List<String> linesOfStart(Consumer<ServletContext> application) throws Exception {
    try (CapturedLog log = new CapturedLog()) {
      starter.start(application).stop();
      return log.lines().stream().filter(it -> it.contains("filter")).toList();
    }
  }
}
