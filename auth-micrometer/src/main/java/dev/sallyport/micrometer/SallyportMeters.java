package dev.sallyport.micrometer;

import static java.util.Objects.requireNonNull;

import dev.sallyport.HealthSnapshot;
import dev.sallyport.Sallyport;
import dev.sallyport.event.CircuitBreakerState;
import dev.sallyport.spi.Cluster;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** Names, tags and units of all meters, registered with one registry. */
final class SallyportMeters {
  private static final Duration[] LATENCIES =
      millis(1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000);
  private static final Duration[] AGES =
      millis(100, 500, 1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000);

  private final MeterRegistry registry;
  private final Tags tags;
  private final List<Meter> registered = new CopyOnWriteArrayList<>();

  SallyportMeters(MeterRegistry registry, Iterable<Tag> tags) {
    this.registry = registry;
    this.tags = Tags.of(tags);
  }

  /** Returns the number of requests, which the registry reads: counting must not allocate. */
  LongAdder requests(String outcome, String reason) {
    LongAdder requests = new LongAdder();
    registered.add(
        FunctionCounter.builder("sallyport.requests", requests, LongAdder::doubleValue)
            .description("Requests by outcome, and why they were denied or not decided")
            .tags(tags.and("outcome", outcome, "reason", reason))
            .register(registry));
    return requests;
  }

  Timer verification(String source) {
    return timer(
        Timer.builder("sallyport.verification")
            .description("Time to verify a token, from memory (a sample) or with the store")
            .tags(tags.and("source", source))
            .serviceLevelObjectives(LATENCIES));
  }

  Timer staleness(String store) {
    return timer(
        Timer.builder("sallyport.staleness")
            .description("Age of the state of keys that requests were authenticated with")
            .tags(tags.and("store", store))
            .serviceLevelObjectives(AGES));
  }

  private Timer timer(Timer.Builder builder) {
    Timer timer = builder.register(registry);
    registered.add(timer);
    return timer;
  }

  /** Returns the counters of a name, one for each value of a tag. */
  <E extends Enum<E>> Function<E, Counter> counters(String name, String tag, Class<E> values) {
    Map<E, Counter> counters = new EnumMap<>(values);
    for (E value : values.getEnumConstants()) {
      counters.put(value, counter(Counter.builder(name).tags(tags.and(tag, word(value)))));
    }
    return value -> requireNonNull(counters.get(value));
  }

  Counter counter(String name) {
    return counter(Counter.builder(name).tags(tags));
  }

  private Counter counter(Counter.Builder builder) {
    Counter counter = builder.register(registry);
    registered.add(counter);
    return counter;
  }

  /** Adds the gauges of an instance. */
  void watch(Sallyport sallyport) {
    gauge(sallyport, "sallyport.tokens.cached", HealthSnapshot::cachedTokens);
    gauge(sallyport, "sallyport.digests.waiting", HealthSnapshot::waitingVerifications);
    gauge(sallyport, "sallyport.last.uses.pending", HealthSnapshot::pendingLastUses);
    for (CircuitBreakerState state : CircuitBreakerState.values()) {
      gauge(
          sallyport,
          "sallyport.circuit.breaker.state",
          it -> it.circuitBreaker() == state ? 1 : 0,
          Tag.of("state", word(state)));
    }
    if (sallyport.health().cluster() != Cluster.State.STANDALONE) {
      gauge(
          sallyport,
          "sallyport.cluster.connected",
          it -> it.cluster() == Cluster.State.CONNECTED ? 1 : 0);
    }
  }

  private void gauge(
      Sallyport sallyport, String name, ToDoubleFunction<HealthSnapshot> value, Tag... own) {
    registered.add(
        Gauge.builder(name, sallyport, it -> value.applyAsDouble(it.health()))
            .tags(tags.and(own))
            .register(registry));
  }

  /** Removes all meters. */
  void close() {
    registered.forEach(registry::remove);
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration[] millis(long... values) {
    return Arrays.stream(values).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
  }
}
