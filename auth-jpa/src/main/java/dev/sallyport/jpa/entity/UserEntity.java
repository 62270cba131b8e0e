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

  protected UserEntity() {}

  public static UserEntity of(User user) {
    UserEntity row = new UserEntity();
    row.username = user.owner().username();
    row.accountNumber = user.owner().accountNumber();
    row.incarnation = user.incarnation();
    row.take(user);
    return row;
  }

  /** Takes over everything but the owner and its incarnation. */
  public final void take(User user) {
    email = user.email();
    active = user.active();
    staff = user.staff();
    String hash = user.passwordHashOrNull();
    passwordHash = hash == null ? null : new RedactedString(hash);
  }

  /** Whether it is this very owner; a database may compare more loosely than we do. */
  public boolean is(Owner owner) {
    return username.equals(owner.username()) && accountNumber.equals(owner.accountNumber());
  }

  public User toUser() {
    String hash = passwordHash == null ? null : passwordHash.text();
    return new User(new Owner(accountNumber, username), email, active, staff, hash, incarnation);
  }

  public OwnerProfile toProfile(Account account) {
    return new OwnerProfile(
        new Owner(accountNumber, username), account.name(), email, statusIn(account));
  }

  private OwnerStatus statusIn(Account account) {
    return new OwnerStatus(account.active(), active, staff, incarnation);
  }
}
