package dev.sallyport.testkit;

import dev.sallyport.spi.ApiKeyStore;
import org.junit.jupiter.api.Nested;

/**
 * Contract of every {@link ApiKeyStore}. Extend this class and return an empty store for each test.
 * The parts are classes of their own, so that one can be run alone.
 *
 * <pre>{@code
 * class MyStoreTest extends ApiKeyStoreContract {
 *   private final MyBackend backend = new MyBackend();
 *
 *   @Override
 *   protected TestedStore tested() {
 *     return TestedStore.of(backend.keys(), backend.audit());
 *   }
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public abstract class ApiKeyStoreContract {
  /** Creates the contract. */
  protected ApiKeyStoreContract() {}

  /**
   * Returns the store under test, which is empty at the start of a test and the same within a test.
   */
  protected abstract TestedStore tested();

  @Nested
  class Lookup extends KeyLookupContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class Storage extends KeyStorageContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class Changes extends KeyChangesContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class Limit extends KeyLimitContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class Listing extends KeyListingContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class Summary extends KeySummaryContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class Audit extends AuditLogContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }

  @Nested
  class LoadInFlight extends LoadInFlightContract {
    @Override
    protected TestedStore tested() {
      return ApiKeyStoreContract.this.tested();
    }
  }
}
