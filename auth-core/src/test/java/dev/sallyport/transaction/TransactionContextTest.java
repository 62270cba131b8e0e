package dev.sallyport.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.Sallyport;
import dev.sallyport.memory.InMemoryBackend;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class TransactionContextTest {
  private final List<String> done = new ArrayList<>();
  private final TransactionContext transactions =
      new TransactionContext(String.class, HostTransactions.none());

  @Test
  void runsActionsAfterTheCommitInTheirOrder() {
    try (TransactionScope scope = transactions.join("connection")) {
      transactions.afterCommit(() -> done.add("first"));
      transactions.afterCommit(() -> done.add("in a transaction: " + isJoined()));
      scope.commit(() -> done.add("commit"));
      assertThat(done).containsExactly("commit", "first", "in a transaction: false");
    }
  }

  @Test
  void runsNoActionWithoutACommit() {
    try (TransactionScope scope = transactions.join("connection")) {
      transactions.afterCommit(() -> done.add("action"));
      assertThat(scope.isRollbackOnly()).isFalse();
    }
    assertThat(done).isEmpty();
    assertThat(isJoined()).isFalse();
  }

  @Test
  void runsNoActionAfterAFailedCommit() {
    try (TransactionScope scope = transactions.join("connection")) {
      transactions.afterCommit(() -> done.add("action"));
      assertThatThrownBy(
              () ->
                  scope.commit(
                      () -> {
                        throw new IOException("broken");
                      }))
          .isInstanceOf(IOException.class);
    }
    assertThat(done).isEmpty();
  }

  @Test
  void doesNotCommitWhatCanOnlyBeRolledBack() {
    try (TransactionScope scope = transactions.join("connection")) {
      scope.setRollbackOnly();
      assertThatThrownBy(() -> scope.commit(() -> done.add("commit")))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(done).isEmpty();
  }

  @Test
  void runsActionsAtOnceOutsideOfTransactions() {
    transactions.afterCommit(() -> done.add("action"));

    assertThat(done).containsExactly("action");
  }

  @Test
  void isBoundToTheThread() {
    try (TransactionScope scope = transactions.join("connection")) {
      assertThat(scope.resource(String.class)).contains("connection");
      assertThat(scope.resource(Integer.class)).isEmpty();
      assertThat(CompletableFuture.supplyAsync(this::isJoined).join()).isFalse();
      assertThat(isJoined()).isTrue();
      assertThatThrownBy(() -> transactions.join("another"))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void rejectsAResourceThatTheStoreCannotUse() {
    assertThatThrownBy(() -> transactions.join(1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.lang.String")
        .hasMessageContaining("java.lang.Integer");
  }

  @Test
  void prefersWhatIsHandedOverToTheTransactionManager() {
    TransactionContext managed =
        new TransactionContext(String.class, () -> Optional.of(transactions.join("managed")));
    try (TransactionScope handedOver = managed.join("connection")) {
      assertThat(managed.current()).containsSame(handedOver);
    }
    assertThat(managed.current().flatMap(it -> it.resource(String.class))).contains("managed");
  }

  @Test
  void needsAStoreThatTakesPart() {
    try (Sallyport sallyport =
        Sallyport.builder(new InMemoryBackend()).ignoreEnvironment().build()) {
      assertThatThrownBy(() -> sallyport.join("connection"))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("cannot take part");
    }
  }

  private boolean isJoined() {
    return transactions.current().isPresent();
  }
}
