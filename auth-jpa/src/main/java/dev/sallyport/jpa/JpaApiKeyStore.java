package dev.sallyport.jpa;

import static java.util.Comparator.comparing;

import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.query.Micros;
import dev.sallyport.jpa.entity.KeyEntity;
import dev.sallyport.jpa.entity.OwnerLockEntity;
import dev.sallyport.jpa.statement.KeyChangeStatements;
import dev.sallyport.jpa.statement.KeyListQuery;
import dev.sallyport.jpa.statement.KeySummaries;
import dev.sallyport.jpa.statement.LastUsedUpdate;
import dev.sallyport.jpa.statement.LastUsedUpdate.Use;
import dev.sallyport.jpa.statement.LookupQuery;
import dev.sallyport.jpa.unit.ProviderKind;
import dev.sallyport.jpa.unit.Transactions;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.KeySummary;
import dev.sallyport.key.KeyWithOwnerStatus;
import dev.sallyport.key.Owner;
import dev.sallyport.key.Page;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeyStore;
import dev.sallyport.spi.KeyChanges;
import dev.sallyport.spi.KeyChanges.Limit;
import dev.sallyport.spi.KeyChanges.Outcome;
import dev.sallyport.spi.StoreException;
import dev.sallyport.spi.StoreSetupException;
import dev.sallyport.spi.SummaryQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * API key store on the table {@code sallyport_key}.
 *
 * <p>Every call runs in its own resource-local transaction, unless the host has a transaction to
 * take part in. The caller keeps ownership of the {@code EntityManagerFactory} and closes it.
 * Messages and causes of a {@link StoreException} contain neither lookup ids nor digests.
 * Thread-safe.
 */
final class JpaApiKeyStore implements ApiKeyStore {
  /** One attempt suffices unless the row is deleted concurrently. */
  private static final int MAX_LOCK_INSERTS = 5;

  private final Transactions transactions;
  private final LookupQuery<?> lookupQuery;
  private final boolean keepsOwners;

  /**
   * Creates a store.
   *
   * @param withOwners whether owners are stored in the same database, so that a key and its owner's
   *     status are read in one query
   */
  JpaApiKeyStore(Transactions transactions, boolean withOwners) {
    this.transactions = transactions;
    this.keepsOwners = withOwners;
    this.lookupQuery = withOwners ? LookupQuery.ofKeysWithOwners() : LookupQuery.ofKeys();
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
          "Too many lookup ids: %d, expected at most %d"
              .formatted(distinct.size(), LookupQuery.MAX_LOOKUPS));
    }
    return distinct.isEmpty() ? List.of() : find("find keys by their lookups", distinct);
  }

  private List<KeyWithOwnerStatus> find(String doing, Set<String> lookups) {
    // Filter again: a host may have created the column with a more liberal collation than
    // Sallyport's scripts.
    return transactions
        .read(doing, entityManager -> lookupQuery.find(entityManager, lookups))
        .stream()
        .filter(found -> lookups.contains(found.key().lookup()))
        .toList();
  }

  @Override
  public Optional<ApiKey> findById(UUID id) {
    // A query instead of find(): a second-level cache of the host could hide changes of other
    // nodes.
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
    return findWithOwners(ids).stream().map(KeyWithOwnerStatus::key).toList();
  }

  @Override
  public List<KeyWithOwnerStatus> findWithOwners(Collection<UUID> ids) {
    List<String> texts = ids.stream().distinct().map(UUID::toString).sorted().toList();
    return texts.isEmpty()
        ? List.of()
        : transactions.read(
            "find keys by their ids", entityManager -> lookupQuery.findByIds(entityManager, texts));
  }

  @Override
  public Page<ApiKey> list(ApiKeyQuery query) {
    return transactions.run(
        "list keys", entityManager -> KeyListQuery.page(entityManager, query, keepsOwners));
  }

  @Override
  public KeySummary summary(SummaryQuery query) {
    return transactions.run(
        "count keys", entityManager -> KeySummaries.summary(entityManager, query, keepsOwners));
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
                .setParameter("before", Micros.end(before))
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
    for (int inserts = 0; outcome.isEmpty() && inserts < MAX_LOCK_INSERTS; inserts++) {
      insertOwnerLock(Objects.requireNonNull(changes.limit()).owner());
      outcome = attempt(changes);
    }
    return outcome.orElseThrow(
        () ->
            new StoreSetupException(
                "Could not update or insert the owner's row in sallyport_owner_lock: the database"
                    + " user needs the rights to insert and update all rows of this table. In a"
                    + " transaction of the host, roll it back and repeat it."));
  }

  /**
   * Applies the changes.
   *
   * @return the outcome; empty, with nothing changed, if the owner's lock row has to be inserted
   *     first
   */
  private Optional<Outcome> attempt(KeyChanges changes) {
    Limit limit = changes.limit();
    try {
      return transactions.run(
          "change keys",
          entityManager -> {
            if (limit != null && !OwnerLockEntity.acquire(entityManager, limit.owner())) {
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
        return Optional.of(Outcome.CONFLICT); // another transaction inserted it first
      }
      throw e;
    }
  }

  private void insertOwnerLock(Owner owner) {
    try {
      transactions.run(
          "insert the lock of an owner",
          entityManager -> {
            entityManager.persist(OwnerLockEntity.of(owner));
            return true;
          });
    } catch (StoreException e) {
      if (!DatabaseFailure.isConstraintViolation(e)) {
        throw e;
      }
      // another transaction inserted the row first
    }
  }

  /**
   * {@inheritDoc}
   *
   * <p>Large maps are recorded in several transactions. If one fails, the transactions before it
   * stay committed. Calling again with the same uses is harmless.
   */
  @Override
  public void recordUse(Map<UUID, Instant> lastUses) {
    List<Use> uses =
        lastUses.entrySet().stream()
            .map(use -> new Use(use.getKey().toString(), Micros.of(use.getValue())))
            .sorted(comparing(Use::keyId))
            .toList();
    // One transaction per statement, over neighbouring keys. With two statements in a transaction,
    // the second would wait for rows while holding locks of the first, and nodes doing so deadlock.
    for (int from = 0; from < uses.size(); from += LastUsedUpdate.MAX_USES) {
      List<Use> some = uses.subList(from, Math.min(from + LastUsedUpdate.MAX_USES, uses.size()));
      transactions.run(
          "record when keys were last used",
          entityManager ->
              ProviderKind.of(entityManager) == ProviderKind.ECLIPSELINK
                  ? LastUsedUpdate.writeEach(entityManager, some)
                  : LastUsedUpdate.write(entityManager, some));
    }
  }

  private boolean exists(ApiKey key) {
    return transactions.run(
        "look for a key", entityManager -> KeyChangeStatements.exists(entityManager, key));
  }
}
