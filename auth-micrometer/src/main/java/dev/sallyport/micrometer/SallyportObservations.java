package dev.sallyport.micrometer;

import dev.sallyport.event.Event;
import dev.sallyport.event.RequestListener;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Observations of the verifications that need the store, named {@code
 * sallyport.verification.store}: a span in the trace of a request. Requests whose token is verified
 * from memory have none, because an observation costs more than they do.
 *
 * <p>Reads of several requests are batched on Sallyport's threads, so the spans of the database
 * driver are not part of the trace. Thread-safe.
 *
 * <pre>{@code
 * Sallyport.builder(backend).listener(new SallyportObservations(registry)).build();
 * }</pre>
 *
 * @since 0.1.0
 */
public final class SallyportObservations implements RequestListener {
  private final ObservationRegistry registry;

  /** Creates a listener that reports to a registry. */
  public SallyportObservations(ObservationRegistry registry) {
    this.registry = registry;
  }

  @Override
  public Consumer<@Nullable Throwable> verifying() {
    Observation observation =
        Observation.createNotStarted("sallyport.verification.store", registry)
            .contextualName("verify api key")
            .start();
    return failure -> {
      if (failure != null) {
        observation.error(failure);
      }
      observation.stop();
    };
  }

  @Override
  public void on(Event event) {
    // only verifications are observed
  }
}
