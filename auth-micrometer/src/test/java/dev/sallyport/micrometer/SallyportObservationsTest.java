package dev.sallyport.micrometer;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.SallyportFixture;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.StoreException;
import io.micrometer.observation.tck.TestObservationRegistry;
import io.micrometer.observation.tck.TestObservationRegistryAssert;
import org.junit.jupiter.api.Test;

class SallyportObservationsTest {
  private static final String NAME = "sallyport.verification.store";

  private final TestObservationRegistry registry = TestObservationRegistry.create();

  @Test
  void observesVerificationsWithTheStoreOnly() {
    try (SallyportFixture fixture = fixture()) {
      Created created = fixture.create();
      fixture.check(created.token());
      fixture.check(created.token());
      TestObservationRegistryAssert.assertThat(registry)
          .hasNumberOfObservationsWithNameEqualTo(NAME, 1)
          .hasObservationWithNameEqualTo(NAME)
          .that()
          .hasBeenStarted()
          .hasBeenStopped()
          .hasContextualNameEqualTo("verify api key");
    }
  }

  @Test
  void observesFailures() {
    try (SallyportFixture fixture = fixture()) {
      Created created = fixture.create();
      fixture.store.down = true;
      assertThatThrownBy(() -> fixture.check(created.token())).isInstanceOf(StoreException.class);
      TestObservationRegistryAssert.assertThat(registry)
          .hasObservationWithNameEqualTo(NAME)
          .that()
          .hasBeenStopped()
          .thenError()
          .isInstanceOf(StoreException.class);
    }
  }

  private SallyportFixture fixture() {
    return new SallyportFixture(it -> it.listener(new SallyportObservations(registry)));
  }
}
