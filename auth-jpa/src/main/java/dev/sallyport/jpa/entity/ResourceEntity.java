package dev.sallyport.jpa.entity;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.schema.ColumnLengths;
import dev.sallyport.spi.ResourceRegistry.Unbinding;
import dev.sallyport.spi.StoreException;
import jakarta.persistence.Cacheable;
import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Table;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** A row of {@code sallyport_resource} with its rows of {@code sallyport_binding}. */
@Entity(name = "SallyportResource")
@Table(name = "sallyport_resource")
@Cacheable(false)
public class ResourceEntity {
  /** Query that touches the table of bindings but returns no row. */
  public static final String NO_BINDING =
      "select g from SallyportResource r join r.boundGroups g where 1 = 0";

  @Id
  @Column(name = "resource_id", length = ColumnLengths.RESOURCE_ID, nullable = false)
  private String id = "";

  @Column(name = "account_id", length = 100, nullable = false)
  private String accountId = "";

  @ElementCollection
  @CollectionTable(name = "sallyport_binding", joinColumns = @JoinColumn(name = "resource_id"))
  @Column(name = "group_id", length = 36, nullable = false)
  private Set<String> boundGroups = new HashSet<>();

  /** Creates an empty row, for the persistence provider. */
  protected ResourceEntity() {}

  /** Returns a row for a resource. */
  public static ResourceEntity of(Resource resource) {
    ResourceEntity row = new ResourceEntity();
    row.id = resource.id().toString();
    row.accountId = resource.accountId();
    resource.boundGroups().forEach(row::bind);
    return row;
  }

  /**
   * Returns whether this row has exactly this id. The database's collation may compare more
   * loosely.
   */
  public boolean is(ResourceId other) {
    return id.equals(other.toString());
  }

  /**
   * Binds a key group.
   *
   * @return false if it was already bound
   */
  public final boolean bind(UUID group) {
    return boundGroups.add(group.toString());
  }

  /** Unbinds a key group. */
  public Unbinding unbind(UUID group) {
    return boundGroups.remove(group.toString()) ? Unbinding.DONE : Unbinding.NOT_BOUND;
  }

  /**
   * Unbinds a key group unless it is the only one.
   *
   * <p>One of the remaining bindings is rewritten. A transaction with a snapshot may see a binding
   * that another transaction has deleted. Rewriting it then fails, and the transaction is repeated.
   */
  public Unbinding unbindUnlessLast(UUID group, EntityManager entityManager) {
    if (boundGroups.equals(Set.of(group.toString()))) {
      return Unbinding.WOULD_OPEN;
    }
    Unbinding unbinding = unbind(group);
    if (unbinding == Unbinding.DONE) {
      String other = boundGroups.iterator().next();
      boundGroups.remove(other);
      entityManager.flush();
      boundGroups.add(other);
    }
    return unbinding;
  }

  /** Returns whether this is a resource of an account. */
  public boolean isOf(String accountId) {
    return this.accountId.equals(accountId);
  }

  /**
   * Returns the resource in this row.
   *
   * @throws StoreException if the row does not contain a valid resource
   */
  public Resource toResource() {
    try {
      int slash = id.indexOf('/');
      return new Resource(
          new ResourceId(id.substring(0, Math.max(slash, 0)), id.substring(slash + 1)),
          accountId,
          boundGroups.stream().map(UUID::fromString).collect(Collectors.toSet()));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException(
          "Invalid row in sallyport_resource or in its rows of sallyport_binding.",
          DatabaseFailure.of(e));
    }
  }
}
