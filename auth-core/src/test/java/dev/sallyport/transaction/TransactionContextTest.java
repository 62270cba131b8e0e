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
      transactions.afterCompletion(outcome -> done.add("first"));
      transactions.afterCompletion(outcome -> done.add("in a transaction: " + isJoined()));
      scope.commit(() -> done.add("commit"));
      assertThat(done).containsExactly("commit", "first", "in a transaction: false");
    }
  }

  @Test
  void knowsNoOutcomeWithoutACommit() {
    try (TransactionScope scope = transactions.join("connection")) {
      transactions.afterCompletion(outcome -> done.add("" + outcome));
      assertThat(scope.isRollbackOnly()).isFalse();
    }
    assertThat(done).containsExactly("UNKNOWN");
    assertThat(isJoined()).isFalse();
  }

  @Test
  void knowsNoOutcomeOfAFailedCommit() {
    try (TransactionScope scope = transactions.join("connection")) {
      transactions.afterCompletion(outcome -> done.add("" + outcome));
      assertThatThrownBy(
              () ->
                  scope.commit(
                      () -> {
                        throw new IOException("broken");
                      }))
          .isInstanceOf(IOException.class);
    }
    assertThat(done).containsExactly("UNKNOWN");
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
    transactions.afterCompletion(outcome -> done.add("" + outcome));

    assertThat(done).containsExactly("COMMITTED");
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
  void commitsOnce() {
    try (TransactionScope scope = transactions.join("connection")) {
      scope.commit(() -> done.add("commit"));
      assertThatThrownBy(() -> scope.commit(() -> done.add("another")))
          .isInstanceOf(IllegalStateException.class);
    }
    assertThat(done).containsExactly("commit");
  }

  @Test
  void isNotEndedByTheScopeOfAnotherThread() {
    TransactionScope other =
        CompletableFuture.supplyAsync(() -> transactions.join("another")).join();
    try (TransactionScope scope = transactions.join("connection")) {
      other.close();
      assertThat(transactions.current()).containsSame(scope);
    }
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
