package dev.sallyport.jpa.entity;

import dev.sallyport.key.Owner;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of {@code sallyport_owner_lock}.
 *
 * <p>The row is updated, not only locked, so that concurrent transactions with a snapshot fail and
 * are repeated, in every isolation level.
 */
@Entity(name = "SallyportOwnerLock")
@Table(name = "sallyport_owner_lock")
@Cacheable(false)
public class OwnerLockEntity {
  @Id
  @Column(name = "owner_name", length = Owner.MAX_TEXT, nullable = false)
  private String ownerName = "";

  @Column(name = "times_taken", nullable = false)
  private long timesTaken;

  /** Creates an empty row, for the persistence provider. */
  protected OwnerLockEntity() {}

  /** Returns a row for an owner. */
  public static OwnerLockEntity of(Owner owner) {
    OwnerLockEntity row = new OwnerLockEntity();
    row.ownerName = owner.toString();
    return row;
  }

  /**
   * Waits for the owner's lock and holds it until the end of the transaction.
   *
   * @return false if there is no row for the owner yet
   */
  public static boolean acquire(EntityManager entityManager, Owner owner) {
    return entityManager
            .createQuery(
                "update SallyportOwnerLock l set l.timesTaken = l.timesTaken + 1"
                    + " where l.ownerName = :ownerName")
            .setParameter("ownerName", owner.toString())
            .executeUpdate()
        == 1;
  }
}
