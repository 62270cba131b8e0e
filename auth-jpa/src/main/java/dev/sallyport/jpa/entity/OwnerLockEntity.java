package dev.sallyport.jpa.entity;

import dev.sallyport.key.Owner;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/**
 * A row of {@code sallyport_owner_lock}. It is changed and not only locked, so that transactions
 * which keep the view of their beginning fail and are begun again, in whatever isolation.
 */
@Entity(name = "SallyportOwnerLock")
@Table(name = "sallyport_owner_lock")
@Cacheable(false)
public class OwnerLockEntity {
  /** What {@link Owner#toString()} comes to at most. */
  public static final int MAX_OWNER_NAME = Owner.MAX_USERNAME + 15;

  @Id
  @Column(name = "owner_name", length = MAX_OWNER_NAME, nullable = false)
  private String ownerName = "";

  @Column(name = "times_taken", nullable = false)
  private long timesTaken;

  protected OwnerLockEntity() {}

  public static OwnerLockEntity of(Owner owner) {
    OwnerLockEntity row = new OwnerLockEntity();
    row.ownerName = owner.toString();
    return row;
  }

  /**
   * Waits until nobody else has this lock, and has it until the transaction is over.
   *
   * @return false if there is no such row yet
   */
  public static boolean take(EntityManager entityManager, Owner owner) {
    return entityManager
            .createQuery(
                "update SallyportOwnerLock l set l.timesTaken = l.timesTaken + 1"
                    + " where l.ownerName = :ownerName")
            .setParameter("ownerName", owner.toString())
            .executeUpdate()
        == 1;
  }
}
