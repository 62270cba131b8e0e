package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.AuditLog;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.TokenStore;
import dev.sallyport.auth.testkit.TokenStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The contract of stores on a database. */
abstract class TokenStoreOnDatabase extends TokenStoreContract {
  private final SharedBackend backend;

  TokenStoreOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  void empty() {
    backend.empty();
  }

  @Override
  protected TokenStore store() {
    return backend.tokens();
  }

  @Override
  protected AuditLog audit() {
    return backend.audit();
  }

  @Override
  protected Optional<OwnerRegistry> owners() {
    return backend.owners();
  }
}
