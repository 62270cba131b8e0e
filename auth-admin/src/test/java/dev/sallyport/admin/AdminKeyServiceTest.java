package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.service.AdminKeyService;
import dev.sallyport.admin.service.Administrator;
import dev.sallyport.admin.service.Confirmation;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AdminKeyServiceTest {
  @Test
  void findsVisibleKeysInTheOrderOfTheIds() {
    try (AdminApplication fixture = new AdminApplication()) {
      ApiKey one = fixture.create(AdminApplication.ADA).key();
      ApiKey other = fixture.create(AdminApplication.BOB).key();
      ApiKey foreign = fixture.create(AdminApplication.EVE).key();
      Administrator ada =
          new Administrator(
              AdminApplication.ADA,
              List.of(),
              true,
              List.of(),
              null,
              Confirmation.FRESH,
              AuditContext.of("user:" + AdminApplication.ADA, ""));
      AdminKeyService service = new AdminKeyService(fixture.sallyport, ada);
      List<UUID> ids = List.of(other.id(), foreign.id(), one.id(), UUID.randomUUID(), other.id());
      assertThat(service.find(ids)).containsExactly(other, one);
      assertThat(service.find(List.of())).isEmpty();
    }
  }
}
