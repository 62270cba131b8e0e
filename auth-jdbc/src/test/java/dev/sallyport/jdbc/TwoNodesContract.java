package dev.sallyport.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.Sallyport;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.CreateResult.Denied;
import dev.sallyport.management.CreateResult.Reason;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.OwnerRegistry;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import dev.sallyport.testkit.TestKeys;
import dev.sallyport.token.Digester;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Two Sallyport instances that share only a database. */
public abstract class TwoNodesContract {
  private static final int THREADS = 32;

  private final TestStore store;

  /** Creates the contract of a store. */
  protected TwoNodesContract(TestStore store) {
    this.store = store;
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void enforceTheLimitOfAnOwnerTogether(TestServer server) throws Exception {
    List<CreateResult> results = new ArrayList<>();
    try (Nodes nodes = new Nodes(server, "deny")) {
      results.addAll(nodes.createAtOnce());
      assertThat(nodes.keys()).isEqualTo(3);
      assertThat(nodes.one.audit().verify().flaw()).isEmpty();
      assertThat(nodes.one.audit().verify().lastGood().sequence()).isEqualTo(3);
    }
    assertThat(results).filteredOn(Created.class::isInstance).hasSize(3);
    assertThat(results)
        .filteredOn(result -> !(result instanceof Created))
        .containsOnly(new Denied(Reason.LIMIT_REACHED));
  }

  @ParameterizedTest
  @ArgumentsSource(TestServers.class)
  final void enforceTheLimitTogetherWhenEvicting(TestServer server) throws Exception {
    try (Nodes nodes = new Nodes(server, "evict-oldest")) {
      assertThat(nodes.createAtOnce()).hasOnlyElementsOfType(Created.class);
      assertThat(nodes.keys()).isEqualTo(3);
      assertThat(nodes.other.audit().verify().flaw()).isEmpty();
    }
  }

  private final class Nodes implements AutoCloseable {
    final Sallyport one;
    final Sallyport other;

    Nodes(TestServer server, String policy) {
      TestDatabase database = server.migratedDatabase();
      one = open(store.open(database), policy);
      other = open(store.open(database), policy);
      OwnerRegistry owners = (OwnerRegistry) one.owners();
      owners.insertAccount(new Account(TestKeys.OWNER.accountId(), "", true));
      owners.insertUser(User.person(TestKeys.OWNER).staff(true));
    }

    private static Sallyport open(Backend backend, String policy) {
      return Sallyport.builder(backend.keys(), backend.owners())
          .ignoreEnvironment()
          .audit(backend.audit())
          .digester(Digester.sha512())
          .setting("token-limit-per-user", "3")
          .setting("token-limit-policy", policy)
          .onClose(backend::close)
          .build();
    }

    List<CreateResult> createAtOnce() throws Exception {
      List<Callable<CreateResult>> work = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        Sallyport node = i % 2 == 0 ? one : other;
        work.add(() -> node.keys().create(CreateKeyRequest.of(TestKeys.OWNER, "a key")));
      }
      ExecutorService threads = Executors.newFixedThreadPool(THREADS);
      try {
        List<CreateResult> results = new ArrayList<>();
        for (Future<CreateResult> result : threads.invokeAll(work)) {
          results.add(result.get());
        }
        return results;
      } finally {
        threads.shutdownNow();
      }
    }

    long keys() {
      return one.keys().list(ApiKeyQuery.all().ofOwner(TestKeys.OWNER)).total();
    }

    @Override
    public void close() {
      one.close();
      other.close();
    }
  }
}
