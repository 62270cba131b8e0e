package dev.sallyport.auth.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.token.AuthToken;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class KeyDeskTest {
  @Test
  void findsSeveralInTheOrderInWhichTheyAreNamedWithoutThoseOfOthers() {
    try (AdminGate gate = new AdminGate()) {
      AuthToken one = gate.create(AdminGate.ADA).key();
      AuthToken other = gate.create(AdminGate.BOB).key();
      AuthToken foreign = gate.create(AdminGate.EVE).key();
      Administrator ada =
          new Administrator(
              AdminGate.ADA,
              List.of(),
              true,
              List.of(),
              null,
              Confirmation.FRESH,
              Attribution.of("user:ada", ""));
      KeyDesk desk = new KeyDesk(gate.sallyport, ada);
      List<UUID> ids = List.of(other.id(), foreign.id(), one.id(), UUID.randomUUID(), other.id());
      assertThat(desk.find(ids)).containsExactly(other, one);
      assertThat(desk.find(List.of())).isEmpty();
    }
  }
}
