package dev.sallyport.servlet.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.config.SettingException;
import dev.sallyport.memory.InMemoryBackend;
import dev.sallyport.servlet.Doubles;
import dev.sallyport.servlet.config.HttpSettings;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SallyportHolderTest {
  private static final Map<String, String> MEMORY = Map.of("store", "memory");

  private final Map<String, Object> attributes = new HashMap<>();
  private final ServletContext context = Doubles.servletContext(Map.of(), attributes);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final Sallyport hosts =
      Sallyport.builder(new InMemoryBackend())
          .ignoreEnvironment()
          .onClose(() -> closed.set(true))
          .build();

  @AfterEach
  void close() {
    hosts.close();
  }

  @Test
  void opensTheInstanceAndRemovesItAgain() {
    SallyportHolder opener = obtain("first", MEMORY);

    assertThat(attributes).containsEntry("dev.sallyport.Sallyport", opener.sallyport());
    opener.close();
    assertThat(attributes).isEmpty();
  }

  @Test
  void sharesTheOpenInstance() {
    SallyportHolder opener = obtain("first", MEMORY);
    SallyportHolder sharer = obtain("second", Map.of("mode", "optional"));

    assertThat(sharer.sallyport()).isSameAs(opener.sallyport());
    sharer.close();
    assertThat(attributes).isNotEmpty();
    opener.close();
  }

  @Test
  void sharesTheInstanceOfTheHostAndLeavesItOpen() {
    attributes.put(SallyportHolder.ATTRIBUTE, hosts);

    SallyportHolder sharer = obtain("first", Map.of());

    assertThat(sharer.sallyport()).isSameAs(hosts);
    sharer.close();
    assertThat(attributes).containsValue(hosts);
    assertThat(closed).isFalse();
  }

  @Test
  void sharesTheInstanceItWasGivenAndLeavesItOpen() {
    SallyportHolder holder =
        obtain(Doubles.filterConfig("first", context, Map.of()), hosts, Map.of("realm", "r"));

    assertThat(attributes).containsValue(hosts);
    assertThat(holder.settings().get(HttpSettings.REALM_NAME)).isEqualTo("r");
    holder.close();
    assertThat(attributes).isEmpty();
    assertThat(closed).isFalse();
  }

  @Test
  void rejectsSettingsThatComeTooLate() {
    SallyportHolder opener = obtain("first", MEMORY);

    assertThatThrownBy(() -> obtain("second", Map.of("max-staleness", "1s", "mode", "optional")))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The init-param max-staleness of the filter second has no effect, because the"
                + " Sallyport instance is already open: move it to a context-param"
                + " sallyport.max-staleness, or to where the Sallyport instance is opened.");
    assertThatThrownBy(
            () ->
                obtain(
                    Doubles.filterConfig("third", context, Map.of()), opener.sallyport(), MEMORY))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("The argument store of the filter third has no effect");
    opener.close();
  }

  @Test
  void contextParamsConfigureTheInstanceWhicheverFilterComesFirst() {
    ServletContext other =
        Doubles.servletContext(
            Map.of("sallyport.store", "memory", "sallyport.realm", "r", "other.param", "x"),
            attributes);
    SallyportHolder opener =
        obtain(Doubles.filterConfig("first", other, Map.of("realm", "weaker")), null, Map.of());
    SallyportHolder sharer =
        obtain(Doubles.filterConfig("second", other, Map.of()), null, Map.of());

    assertThat(opener.settings().get(HttpSettings.REALM_NAME)).isEqualTo("r");
    assertThat(sharer.sallyport()).isSameAs(opener.sallyport());
    opener.close();
  }

  @Test
  void rejectsContextParamsThatTheHostsInstanceHasNotRead() {
    ServletContext other =
        Doubles.servletContext(Map.of("sallyport.max-staleness", "1s"), attributes);

    assertThatThrownBy(
            () -> obtain(Doubles.filterConfig("first", other, Map.of()), hosts, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessage(
            "The context-param sallyport.max-staleness of the filter first has no effect, because"
                + " the application creates the Sallyport instance in code: set it there, or as a"
                + " system property or an environment variable.");
    assertThat(attributes).isEmpty();
  }

  @Test
  void rejectsTwoInstancesInOneApplication() {
    SallyportHolder opener = obtain("first", MEMORY);

    assertThatThrownBy(
            () -> obtain(Doubles.filterConfig("second", context, Map.of()), hosts, Map.of()))
        .isInstanceOf(SettingException.class)
        .hasMessageStartingWith("The filter second was given a different Sallyport instance");
    opener.close();
  }

  @Test
  void rejectsAnAttributeOfAnotherType() {
    attributes.put(SallyportHolder.ATTRIBUTE, "api-keys");

    assertThatThrownBy(() -> obtain("first", MEMORY))
        .isInstanceOf(SettingException.class)
        .hasMessageContaining("is a java.lang.String and not a Sallyport instance");
  }

  @Test
  void opensNothingWhereNoRequestCouldCarryAToken() {
    assertThatThrownBy(
            () ->
                obtain(
                    "first", Map.of("store", "memory", "schemes", "off", "api-key-header", "off")))
        .isInstanceOf(SettingException.class);
    assertThat(attributes).isEmpty();
  }

  private SallyportHolder obtain(String filterName, Map<String, String> initParams) {
    return obtain(Doubles.filterConfig(filterName, context, initParams), null, Map.of());
  }

  private static SallyportHolder obtain(
      FilterConfig config, @Nullable Sallyport given, Map<String, String> inCode) {
    return SallyportHolder.obtain(config, given, inCode, HostComponents.NONE);
  }
}
