package dev.sallyport.jdbc;

import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.AuditLog;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.testkit.ApiKeyStoreContract;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** Contract of API key stores, run on a database. */
public abstract class ApiKeyStoreOnDatabase extends ApiKeyStoreContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected ApiKeyStoreOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected ApiKeyStore store() {
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
