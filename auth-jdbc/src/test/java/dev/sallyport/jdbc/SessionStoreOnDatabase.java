package dev.sallyport.jdbc;

import dev.sallyport.session.SessionStore;
import dev.sallyport.testkit.SessionStoreContract;
import org.junit.jupiter.api.BeforeEach;

/** Contract of stores of sessions, run on a database. */
public abstract class SessionStoreOnDatabase extends SessionStoreContract {
  private final SharedBackend backend;

  /** Creates the contract on a backend. */
  protected SessionStoreOnDatabase(SharedBackend backend) {
    this.backend = backend;
  }

  @BeforeEach
  final void empty() {
    backend.empty();
  }

  @Override
  protected SessionStore store() {
    return backend.sessions();
  }
}
