package dev.sallyport.auth.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.util.EnumSet;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A filter that cannot be set up keeps the application from starting, with one sentence. */
abstract class StartupContract {
  private final Container.Starter starter;

  StartupContract(Container.Starter starter) {
    this.starter = starter;
  }

  @Test
  final void opensTheGateFromInitParamsAlone() throws Exception {
    Container container =
        starter.start(context -> register(context, "gate", Map.of("store", "memory")));
    try {
      assertThat(container.port()).isPositive();
    } finally {
      container.stop();
    }
  }

  @Test
  final void aBadValueStopsIt() {
    assertStopped(
        "The setting mode (init-param mode) is 'maybe', which is not accepted:"
            + " accepted is optional or required.",
        Map.of("store", "memory", "mode", "maybe"));
  }

  @Test
  final void anUnknownNameStopsIt() {
    assertStopped(
        "Unknown setting 'moed' (init-param). Did you mean 'mode'?", Map.of("moed", "required"));
  }

  @Test
  final void aStoreThatIsNotThereStopsIt() {
    assertStopped("The setting store is 'paper', but", Map.of("store", "paper"));
  }

  @SafeVarargs
  private void assertStopped(String sentence, Map<String, String>... filters) {
    Throwable thrown =
        catchThrowable(
            () ->
                starter.start(
                    context -> {
                      for (int i = 0; i < filters.length; i++) {
                        register(context, "filter" + i, filters[i]);
                      }
                    }));

    assertThat(Stream.iterate(thrown, it -> it != null, Throwable::getCause))
        .anySatisfy(
            it ->
                assertThat(it)
                    .isInstanceOf(ServletException.class)
                    .hasMessageStartingWith(sentence));
  }

  private static void register(ServletContext context, String name, Map<String, String> params) {
    FilterRegistration.Dynamic filter = context.addFilter(name, new SallyportFilter());
    filter.setInitParameters(params);
    filter.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/*");
  }
}
