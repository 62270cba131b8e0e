package dev.sallyport.jpa.entity;

import dev.sallyport.authorization.Resource;
import dev.sallyport.authorization.ResourceId;
import dev.sallyport.jpa.connection.DatabaseFailure;
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

/** A row of {@code sallyport_resource}, with those of {@code sallyport_binding} that are its. */
@Entity(name = "SallyportResource")
@Table(name = "sallyport_resource")
@Cacheable(false)
public class ResourceEntity {
  /** What {@link ResourceId#toString()} comes to at most. */
  public static final int MAX_ID = ResourceId.MAX_NAME + 31;

  /** Reads the table of bindings, but no row of it. */
  public static final String NO_BINDING =
      "select f from SallyportResource r join r.boundFamilies f where 1 = 0";

  @Id
  @Column(name = "resource_id", length = MAX_ID, nullable = false)
  private String id = "";

  @Column(name = "account_id", length = 100, nullable = false)
  private String accountNumber = "";

  @ElementCollection
  @CollectionTable(name = "sallyport_binding", joinColumns = @JoinColumn(name = "resource_id"))
  @Column(name = "group_id", length = 36, nullable = false)
  private Set<String> boundFamilies = new HashSet<>();

  protected ResourceEntity() {}

  public static ResourceEntity of(Resource resource) {
    ResourceEntity row = new ResourceEntity();
    row.id = resource.id().toString();
    row.accountNumber = resource.accountNumber();
    resource.boundFamilies().forEach(row::bind);
    return row;
  }

  /** Whether it is this very one; a database may compare more loosely than we do. */
  public boolean is(ResourceId other) {
    return id.equals(other.toString());
  }

  /** False if it was so before. */
  public final boolean bind(UUID family) {
    return boundFamilies.add(family.toString());
  }

  public Unbinding unbind(UUID family) {
    return boundFamilies.remove(family.toString()) ? Unbinding.DONE : Unbinding.NOT_BOUND;
  }

  /**
   * The same, unless nothing else is bound.
   *
   * <p>A binding that stays is written anew: in a transaction that has the view of its beginning
   * still, it may be gone by now. Then this fails, and the transaction is begun again.
   */
  public Unbinding unbindUnlessLast(UUID family, EntityManager entityManager) {
    if (boundFamilies.equals(Set.of(family.toString()))) {
      return Unbinding.WOULD_OPEN;
    }
    Unbinding unbinding = unbind(family);
    if (unbinding == Unbinding.DONE) {
      String other = boundFamilies.iterator().next();
      boundFamilies.remove(other);
      entityManager.flush();
      boundFamilies.add(other);
    }
    return unbinding;
  }

  /**
   * The resource this row is of.
   *
   * @throws StoreException if somebody wrote a row that is none
   */
  public Resource toResource() {
    try {
      int slash = id.indexOf('/');
      return new Resource(
          new ResourceId(id.substring(0, Math.max(slash, 0)), id.substring(slash + 1)),
          accountNumber,
          boundFamilies.stream().map(UUID::fromString).collect(Collectors.toSet()));
    } catch (IllegalArgumentException | NullPointerException e) {
      throw new StoreException(
          "A row in sallyport_resource, or one of its in sallyport_binding, cannot be read.",
          DatabaseFailure.of(e));
    }
  }
}
