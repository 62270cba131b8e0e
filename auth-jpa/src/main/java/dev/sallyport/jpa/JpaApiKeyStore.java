package dev.sallyport.jpa;

import static java.util.Comparator.comparing;

import dev.sallyport.jpa.connection.DatabaseFailure;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.OwnerLockEntity;
import dev.sallyport.jpa.statement.KeyChangeStatements;
import dev.sallyport.jpa.statement.KeyListQuery;
import dev.sallyport.jpa.statement.KeySummaryQuery;
import dev.sallyport.jpa.statement.LastUsedUpdate;
import dev.sallyport.jpa.statement.LastUsedUpdate.Use;
import dev.sallyport.jpa.statement.LookupQuery;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.KeySummary;
import dev.sallyport.spi.KeyWithOwnerStatus;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.SummaryQuery;
import jakarta.persistence.EntityManagerFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Keeps keys in the table {@code sallyport_key}.
 *
 * <p>Every call is a resource-local transaction of its own, whatever transaction its thread is in.
 * The factory stays the caller's to close. Neither messages nor causes of a {@link StoreException}
 * hold a lookup or a digest. Thread-safe.
 */
public final class JpaApiKeyStore implements ApiKeyStore {
  /** One is enough, unless somebody takes it away again. */
  private static final int MAX_LOCKS_MADE = 5;

  private final Transactions transactions;
  private final LookupQuery<?> lookupQuery;
  private final boolean keepsOwners;

  /** In one query with the owner's status, if owners are kept beside the keys. */
  JpaApiKeyStore(Transactions transactions, boolean withOwners) {
    this.transactions = transactions;
    this.keepsOwners = withOwners;
    this.lookupQuery = withOwners ? LookupQuery.ofKeysWithOwners() : LookupQuery.ofKeys();
  }

  /** Reads keys only, for a host with an {@code OwnerDirectory} of its own. */
  public static JpaApiKeyStore ofKeys(EntityManagerFactory entityManagers) {
    return new JpaApiKeyStore(new Transactions(entityManagers), false);
  }

  /** Reads a key and its owner's status in one query; goes with {@link JpaOwnerRegistry}. */
  public static JpaApiKeyStore ofKeysWithOwners(EntityManagerFactory entityManagers) {
    return new JpaApiKeyStore(new Transactions(entityManagers), true);
  }

  @Override
  public Optional<KeyWithOwnerStatus> findByLookup(String lookup) {
    return find("find a key by its lookup", Set.of(lookup)).stream().findFirst();
  }

  @Override
  public List<KeyWithOwnerStatus> findByLookups(Collection<String> lookups) {
    Set<String> distinct = Set.copyOf(lookups);
    if (distinct.size() > LookupQuery.MAX_LOOKUPS) {
      throw new IllegalArgumentException(
          "at most %d lookups at once".formatted(LookupQuery.MAX_LOOKUPS));
    }
    return distinct.isEmpty() ? List.of() : find("find keys by their lookups", distinct);
  }

  private List<KeyWithOwnerStatus> find(String doing, Set<String> lookups) {
    // the filter: a host may have made the column with a collation that is more liberal than ours
    return transactions
        .read(doing, entityManager -> lookupQuery.find(entityManager, lookups))
        .stream()
        .filter(found -> lookups.contains(found.key().lookup()))
        .toList();
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    // a query, not find(): what another node changed must not be answered from a host's cache
    return transactions.read(
        "find a key by its id",
        entityManager ->
            entityManager
                .createQuery("select k from SallyportKey k where k.id = :id", KeyEntity.class)
                .setParameter("id", id.toString())
                .getResultList()
                .stream()
                .findFirst()
                .map(KeyEntity::toKey));
  }

  @Override
  public List<ApiKey> findByIds(Collection<UUID> ids) {
    List<String> texts = ids.stream().distinct().map(UUID::toString).sorted().toList();
    return texts.isEmpty()
        ? List.of()
        : transactions.read(
            "find keys by their ids",
            entityManager ->
                entityManager
                    .createQuery("select k from SallyportKey k where k.id in :ids", KeyEntity.class)
                    .setParameter("ids", texts)
                    .getResultList()
                    .stream()
                    .map(KeyEntity::toKey)
                    .toList());
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return transactions.run(
        "list keys", entityManager -> KeyListQuery.page(entityManager, query, keepsOwners));
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return transactions.run(
        "count keys", entityManager -> KeySummaryQuery.summary(entityManager, query, keepsOwners));
  }

  @Override
  public List<ApiKey> findExpired(Instant before, int limit) {
    return transactions.read(
        "find expired keys",
        entityManager ->
            entityManager
                .createQuery(
                    "select k from SallyportKey k where k.expiresAt < :before"
                        + " order by k.expiresAt, k.id",
                    KeyEntity.class)
                .setParameter("before", roundedUp(before))
                .setMaxResults(limit)
                .getResultList()
                .stream()
                .map(KeyEntity::toKey)
                .toList());
  }

  @Override
  public Outcome apply(KeyChanges changes) {
    if (KeyChangeStatements.contradict(changes)) {
      return Outcome.CONFLICT;
    }
    Optional<Outcome> outcome = attempt(changes);
    for (int made = 0; outcome.isEmpty() && made < MAX_LOCKS_MADE; made++) {
      makeOwnerLock(Objects.requireNonNull(changes.limitOrNull()).owner());
      outcome = attempt(changes);
    }
    return outcome.orElseThrow(
        () ->
            new StoreException(
                "The owner's row in sallyport_owner_lock can neither be changed nor made: see that"
                    + " the database user may insert and update all rows there."));
  }

  /** Empty, with nothing changed, if the owner's lock has to be made first. */
  private Optional<Outcome> attempt(KeyChanges changes) {
    Limit limit = changes.limitOrNull();
    try {
      return transactions.run(
          "change keys",
          entityManager -> {
            if (limit != null && !OwnerLockEntity.take(entityManager, limit.owner())) {
              return Optional.empty();
            }
            Outcome outcome = new KeyChangeStatements(entityManager, changes).write();
            if (outcome != Outcome.DONE) {
              entityManager.getTransaction().setRollbackOnly();
            }
            return Optional.of(outcome);
          });
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e)
          && changes.inserted().stream().anyMatch(this::exists)) {
        return Optional.of(Outcome.CONFLICT); // another one was a moment faster
      }
      throw e;
    }
  }

  private void makeOwnerLock(Owner owner) {
    try {
      transactions.run(
          "make the lock of an owner",
          entityManager -> {
            entityManager.persist(OwnerLockEntity.of(owner));
            return true;
          });
    } catch (StoreException e) {
      if (!DatabaseFailure.isConstraintViolation(e)) {
        throw e;
      }
      // another one was a moment faster
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Many uses are recorded in several transactions. If one fails, those before it stay, and
   * calling again with the same uses does no harm.
   */
  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    List<Use> uses =
        lastUses.entrySet().stream()
            .map(use -> new Use(use.getKey().toString(), micros(use.getValue())))
            .sorted(comparing(Use::keyId))
            .toList();
    // Each statement a transaction, and neighbours together: a second one would want rows behind
    // locks on the first one's, and nodes that do that deadlock.
    for (int from = 0; from < uses.size(); from += LastUsedUpdate.MAX_USES) {
      List<Use> some = uses.subList(from, Math.min(from + LastUsedUpdate.MAX_USES, uses.size()));
      transactions.run("record when keys were last used", em -> LastUsedUpdate.write(em, some));
    }
  }

  private boolean exists(ApiKey key) {
    return transactions.run(
        "look for a key", entityManager -> KeyChangeStatements.exists(entityManager, key));
  }

  private static Instant micros(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MICROS);
  }

  /** So that what is before it stays so: databases keep microseconds. */
  private static Instant roundedUp(Instant instant) {
    Instant rounded = micros(instant);
    return rounded.equals(instant) ? rounded : rounded.plus(1, ChronoUnit.MICROS);
  }
}
