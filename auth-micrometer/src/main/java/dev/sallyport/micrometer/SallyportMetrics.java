package dev.sallyport.micrometer;

import static java.util.Objects.requireNonNull;

import dev.sallyport.Sallyport;
import dev.sallyport.SallyportListener;
import dev.sallyport.authentication.OverloadedException;
import dev.sallyport.authorization.DenialReason;
import dev.sallyport.event.Event;
import dev.sallyport.event.RequestListener;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Meters of one Sallyport instance in a registry of Micrometer. Their names start with {@code
 * sallyport.}; no tag has a value that a client can choose.
 *
 * <p>Meters are removed from the registry when the instance is closed. Thread-safe. Belongs to one
 * instance; several in one registry need different tags.
 *
 * <pre>{@code
 * Sallyport.builder(backend).listener(new SallyportMetrics(registry)).build();
 * }</pre>
 *
 * <p>A filter that is configured by settings adds meters to {@link Metrics#globalRegistry} with
 * {@code event-listeners=dev.sallyport.micrometer.SallyportMetrics}.
 *
 * @since 0.1.0
 */
public final class SallyportMetrics implements RequestListener, SallyportListener {
  /** One in so many requests is measured where measuring all would slow them down. */
  private static final int SAMPLED = 64;

  private final SallyportMeters meters;
  private final LongAdder authenticated;
  private final Map<DenialReason, LongAdder> denied = new EnumMap<>(DenialReason.class);
  private final LongAdder unavailable;
  private final LongAdder overloaded;
  private final Timer verifiedFromMemory;
  private final Timer verifiedWithStore;
  private final Timer staleness;
  private final Timer stalenessInOutage;
  private final Function<Event.KeyAction, Counter> keyChanges;
  private final Function<ClusterMessage, Counter> clusterMessages;
  private final Function<Throttled, Counter> throttled;
  private final Counter failedLogins;

  /** Creates the meters in {@link Metrics#globalRegistry}. */
  public SallyportMetrics() {
    this(Metrics.globalRegistry);
  }

  /** Creates the meters in a registry. */
  public SallyportMetrics(MeterRegistry registry) {
    this(registry, List.of());
  }

  /**
   * Creates the meters in a registry.
   *
   * @param tags tags that all meters have in addition to their own, such as the name of the
   *     instance
   */
  public SallyportMetrics(MeterRegistry registry, Iterable<Tag> tags) {
    meters = new SallyportMeters(registry, tags);
    authenticated = meters.requests("authenticated", "none");
    for (DenialReason reason : DenialReason.values()) {
      denied.put(reason, meters.requests("denied", SallyportMeters.word(reason)));
    }
    unavailable = meters.requests("unavailable", "store");
    overloaded = meters.requests("unavailable", "overload");
    verifiedFromMemory = meters.verification("memory");
    verifiedWithStore = meters.verification("store");
    staleness = meters.staleness("available");
    stalenessInOutage = meters.staleness("unavailable");
    keyChanges = meters.counters("sallyport.key.changes", "action", Event.KeyAction.class);
    clusterMessages = meters.counters("sallyport.cluster.messages", "change", ClusterMessage.class);
    throttled = meters.counters("sallyport.throttled", "operation", Throttled.class);
    failedLogins = meters.counter("sallyport.logins.failed");
  }

  @Override
  public void opened(Sallyport sallyport) {
    meters.watch(sallyport);
  }

  @Override
  public void closed() {
    meters.close();
  }

  @Override
  public void authenticated(long stalenessMicros, boolean isStoreAvailable) {
    authenticated.increment();
    if (!isStoreAvailable) {
      stalenessInOutage.record(stalenessMicros, TimeUnit.MICROSECONDS);
    } else if (ThreadLocalRandom.current().nextInt(SAMPLED) == 0) {
      staleness.record(stalenessMicros, TimeUnit.MICROSECONDS);
    }
  }

  @Override
  public void denied(DenialReason reason) {
    requireNonNull(denied.get(reason)).increment();
  }

  @Override
  public void unavailable(RuntimeException failure) {
    (failure instanceof OverloadedException ? overloaded : unavailable).increment();
  }

  @Override
  public void verifiedFromMemory(long nanos) {
    verifiedFromMemory.record(nanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public Consumer<@Nullable Throwable> verifying() {
    long begun = System.nanoTime();
    return failure -> verifiedWithStore.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
  }

  @Override
  public void on(Event event) {
    if (event instanceof Event.KeyChanged it) {
      keyChanges.apply(it.action()).increment();
    } else if (event instanceof Event.ChangedElsewhere it) {
      clusterMessages.apply(ClusterMessage.of(it.change())).increment();
    } else if (event instanceof Event.Throttled it) {
      throttled.apply(Throttled.of(it.what())).increment();
    } else if (event instanceof Event.LoginFailed) {
      failedLogins.increment();
    }
  }
}
