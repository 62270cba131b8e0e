package dev.sallyport.jdbc;

import static java.util.Comparator.comparing;

import dev.sallyport.audit.AuditRecord;
import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Session;
import dev.sallyport.jdbc.statement.Transactions;
import dev.sallyport.jdbc.statement.Transactions.Work;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.spi.ResourceRegistry;
import dev.sallyport.spi.StoreException;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Resource registry on the tables {@code sallyport_resource} and {@code sallyport_binding}, on
 * plain JDBC.
 *
 * <p>Every call runs in its own transaction on its own connection, unless the host has a
 * transaction to take part in. Locks are taken in the order resource, end of the audit log; reads
 * follow after them. The caller keeps ownership of the {@code DataSource}. Thread-safe.
 */
final class JdbcResourceRegistry implements ResourceRegistry {
  private static final String RESOURCES =
      "select r.resource_id, r.account_id, b.group_id from sallyport_resource r"
          + " left join sallyport_binding b on b.resource_id = r.resource_id";

  private static final String RESOURCE = RESOURCES + " where r.resource_id = :id";

  private final Transactions transactions;

  JdbcResourceRegistry(Transactions transactions) {
    this.transactions = transactions;
  }

  /** Row of a resource with one of its bindings, if it has any. */
  private record Binding(String resource, String accountId, @Nullable String group) {
    static Binding of(Row row) throws SQLException {
      return new Binding(
          row.text("resource_id"), row.text("account_id"), row.nullableText("group_id"));
    }
  }

  @Override
  public Optional<Resource> find(ResourceId id) {
    return transactions.read("find a resource", session -> find(session, id, RESOURCE));
  }

  /** The database's collation may compare more loosely, so that other resources are found too. */
  private static Optional<Resource> find(Session session, ResourceId id, String query)
      throws SQLException {
    List<Binding> rows = session.query(query, Map.of("id", id.toString()), Binding::of);
    return resources(rows.stream().filter(it -> it.resource().equals(id.toString())).toList())
        .stream()
        .findFirst();
  }

  @Override
  public List<Resource> ofAccount(String accountId) {
    List<Binding> rows =
        transactions.read(
            "list the resources of an account",
            session ->
                session.query(
                    RESOURCES + " where r.account_id = :account",
                    Map.of("account", accountId),
                    Binding::of));
    return resources(rows).stream().sorted(comparing(Resource::id)).toList();
  }

  private static List<Resource> resources(List<Binding> rows) {
    Map<String, Set<String>> groups = new LinkedHashMap<>();
    Map<String, String> accounts = new LinkedHashMap<>();
    for (Binding row : rows) {
      accounts.put(row.resource(), row.accountId());
      Set<String> ofResource = groups.computeIfAbsent(row.resource(), id -> new HashSet<>());
      if (row.group() != null) {
        ofResource.add(row.group());
      }
    }
    return accounts.entrySet().stream()
        .map(it -> resource(it.getKey(), it.getValue(), groups.getOrDefault(it.getKey(), Set.of())))
        .toList();
  }

  private static Resource resource(String id, String accountId, Set<String> groups) {
    try {
      int slash = id.indexOf('/');
      Set<UUID> bound = new HashSet<>();
      groups.forEach(group -> bound.add(UUID.fromString(group)));
      return new Resource(
          new ResourceId(id.substring(0, Math.max(slash, 0)), id.substring(slash + 1)),
          accountId,
          bound);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "Invalid row in sallyport_resource or in its rows of sallyport_binding.",
          DatabaseFailure.of(e));
    }
  }

  @Override
  public boolean insert(Resource resource, List<AuditRecord> records) {
    Map<String, String> id = Map.of("id", resource.id().toString());
    Work<Boolean> exists =
        session ->
            session.number("select count(*) from sallyport_resource where resource_id = :id", id)
                > 0;
    return unlessRaced(
        () -> transactions.read("look for a resource", exists),
        "insert a resource",
        session -> {
          AuditAppender audit = AuditAppender.lock(session, records);
          if (exists.apply(session)) {
            return false;
          }
          session.insert(
              "sallyport_resource",
              List.of(
                  new Values()
                      .with("resource_id", resource.id().toString())
                      .with("account_id", resource.accountId())
                      .toMap()));
          insertBindings(session, resource.id(), resource.boundGroups());
          audit.append();
          return true;
        });
  }

  @Override
  public boolean delete(String accountId, ResourceId id, List<AuditRecord> records) {
    return transactions.change(
        "delete a resource",
        session ->
            change(
                session,
                accountId,
                id,
                records,
                resource ->
                    session.update(
                            "delete from sallyport_resource where resource_id = :id",
                            Map.of("id", id.toString()))
                        == 1));
  }

  @Override
  public boolean bind(String accountId, ResourceId id, UUID group, List<AuditRecord> records) {
    return unlessRaced(
        () -> find(id).filter(it -> it.boundGroups().contains(group)).isPresent(),
        "bind keys to a resource",
        session ->
            change(
                session,
                accountId,
                id,
                records,
                resource -> {
                  boolean isNew = !resource.boundGroups().contains(group);
                  if (isNew) {
                    insertBindings(session, id, Set.of(group));
                  }
                  return isNew;
                }));
  }

  @Override
  public Unbinding unbind(
      String accountId, ResourceId id, UUID group, LastGroup last, List<AuditRecord> records) {
    return transactions.run(
        "unbind keys from a resource",
        session -> {
          Unbinding[] result = {Unbinding.NOT_BOUND};
          boolean isDone =
              change(
                  session,
                  accountId,
                  id,
                  records,
                  resource -> {
                    result[0] = unbind(session, resource, group, last);
                    return result[0] == Unbinding.DONE;
                  });
          if (!isDone) {
            session.undo();
          }
          return result[0];
        });
  }

  private static Unbinding unbind(Session session, Resource resource, UUID group, LastGroup last)
      throws SQLException {
    Set<UUID> others = new HashSet<>(resource.boundGroups());
    if (!others.remove(group)) {
      return Unbinding.NOT_BOUND;
    }
    if (last == LastGroup.KEEP && others.isEmpty()) {
      return Unbinding.WOULD_OPEN;
    }
    deleteBinding(session, resource.id(), group);
    if (last == LastGroup.KEEP) {
      // A transaction with a snapshot may see a binding that another transaction has deleted.
      // Rewriting it then fails, and the transaction is repeated.
      UUID other = others.iterator().next();
      deleteBinding(session, resource.id(), other);
      insertBindings(session, resource.id(), Set.of(other));
    }
    return Unbinding.DONE;
  }

  private static void deleteBinding(Session session, ResourceId id, UUID group)
      throws SQLException {
    session.update(
        "delete from sallyport_binding where resource_id = :id and group_id = :group",
        Map.of("id", id.toString(), "group", group.toString()));
  }

  private static void insertBindings(Session session, ResourceId id, Collection<UUID> groups)
      throws SQLException {
    session.insert(
        "sallyport_binding",
        groups.stream()
            .map(
                group ->
                    new Values()
                        .with("resource_id", id.toString())
                        .with("group_id", group.toString())
                        .toMap())
            .toList());
  }

  /** Change of a locked resource, which returns whether it changed anything. */
  @FunctionalInterface
  private interface Change {
    boolean of(Resource resource) throws SQLException;
  }

  /**
   * Changes a resource, if the account has it, and appends the audit records, if it was changed.
   */
  private static boolean change(
      Session session, String accountId, ResourceId id, List<AuditRecord> records, Change change)
      throws SQLException {
    session.update(
        "update sallyport_resource set account_id = account_id where resource_id = :id",
        Map.of("id", id.toString()));
    AuditAppender audit = AuditAppender.lock(session, records);
    Optional<Resource> resource =
        find(session, id, session.ofLocked(RESOURCE))
            .filter(it -> it.accountId().equals(accountId));
    boolean isDone = resource.isPresent() && change.of(resource.get());
    if (isDone) {
      audit.append();
    }
    return isDone;
  }

  private boolean unlessRaced(BooleanSupplier isDone, String doing, Work<Boolean> change) {
    try {
      return transactions.change(doing, change);
    } catch (StoreException e) {
      if (DatabaseFailure.isConstraintViolation(e) && isDone.getAsBoolean()) {
        return false; // another transaction did it first
      }
      throw e;
    }
  }
}
