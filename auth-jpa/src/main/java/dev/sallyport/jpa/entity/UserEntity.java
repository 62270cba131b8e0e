package dev.sallyport.jpa.entity;

import dev.sallyport.key.Owner;
import dev.sallyport.key.OwnerProfile;
import dev.sallyport.key.OwnerStatus;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A row of {@code sallyport_user}. */
@Entity(name = "SallyportUser")
@Table(name = "sallyport_user")
@Cacheable(false)
public class UserEntity {
  @Id
  @Column(name = "user_id", length = 255, nullable = false)
  private String username = "";

  @Column(name = "account_id", length = 100, nullable = false)
  private String accountNumber = "";

  @Column(name = "email", length = 255, nullable = false)
  private String email = "";

  @Column(name = "active", nullable = false)
  private boolean active;

  @Column(name = "staff", nullable = false)
  private boolean staff;

  @Column(name = "password_hash", length = 255)
  @Convert(converter = RedactedString.AsText.class)
  private @Nullable RedactedString passwordHash;

  @Column(name = "incarnation", length = Owner.MAX_INCARNATION)
  private @Nullable String incarnation;

  /** Creates an empty row, for the persistence provider. */
  protected UserEntity() {}

  /** Returns a row for a user. */
  public static UserEntity of(User user) {
    UserEntity row = new UserEntity();
    row.username = user.owner().username();
    row.accountNumber = user.owner().accountNumber();
    row.incarnation = user.incarnation();
    row.update(user);
    return row;
  }

  /** Copies everything but the owner and its incarnation from a user. */
  public final void update(User user) {
    email = user.email();
    active = user.active();
    staff = user.staff();
    String hash = user.passwordHashOrNull();
    passwordHash = hash == null ? null : new RedactedString(hash);
  }

  /**
   * Returns whether this row has exactly this owner. The database's collation may compare more
   * loosely.
   */
  public boolean is(Owner owner) {
    return username.equals(owner.username()) && accountNumber.equals(owner.accountNumber());
  }

  /** Returns the user in this row. */
  public User toUser() {
    String hash = passwordHash == null ? null : passwordHash.text();
    return new User(new Owner(accountNumber, username), email, active, staff, hash, incarnation);
  }

  /** Returns the profile of this user in an account. */
  public OwnerProfile toProfile(Account account) {
    return new OwnerProfile(
        new Owner(accountNumber, username), account.name(), email, statusIn(account));
  }

  private OwnerStatus statusIn(Account account) {
    return new OwnerStatus(account.active(), active, staff, incarnation);
  }
}
