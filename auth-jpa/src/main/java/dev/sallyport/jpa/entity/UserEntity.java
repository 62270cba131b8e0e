package dev.sallyport.jpa.entity;

import dev.sallyport.jdbc.schema.ColumnLengths;
import dev.sallyport.key.Owner;
import dev.sallyport.key.UserKind;
import dev.sallyport.spi.OwnerRegistry.User;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A row of {@code sallyport_user}. */
@Entity(name = "SallyportUser")
@Table(name = "sallyport_user")
@Cacheable(false)
@IdClass(UserEntity.Key.class)
public class UserEntity {
  @Id
  @Column(name = "account_id", length = Owner.MAX_ACCOUNT_ID, nullable = false)
  private String accountId = "";

  @Id
  @Column(name = "user_id", length = Owner.MAX_USER_ID, nullable = false)
  private String userId = "";

  @Column(name = "kind", length = ColumnLengths.KIND, nullable = false)
  @Enumerated(EnumType.STRING)
  private UserKind kind = UserKind.PERSON;

  @Column(name = "email", length = 255, nullable = false)
  private String email = "";

  @Column(name = "active", nullable = false)
  private boolean active;

  @Column(name = "staff", nullable = false)
  private boolean staff;

  @Column(name = "password_hash", length = ColumnLengths.PASSWORD_HASH)
  @Convert(converter = RedactedString.AsText.class)
  private @Nullable RedactedString passwordHash;

  @Column(name = "incarnation", length = Owner.MAX_INCARNATION)
  private @Nullable String incarnation;

  /** Creates an empty row, for the persistence provider. */
  protected UserEntity() {}

  /** Returns a row for a user. */
  public static UserEntity of(User user) {
    UserEntity row = new UserEntity();
    row.accountId = user.owner().accountId();
    row.userId = user.owner().userId();
    row.kind = user.kind();
    row.incarnation = user.incarnation();
    row.update(user);
    return row;
  }

  /** Copies everything but the owner, its kind and its incarnation from a user. */
  public final void update(User user) {
    email = user.email();
    active = user.active();
    staff = user.staff();
    String hash = user.passwordHash();
    passwordHash = hash == null ? null : new RedactedString(hash);
  }

  /**
   * Returns whether this row has exactly this owner. The database's collation may compare more
   * loosely.
   */
  public boolean is(Owner owner) {
    return accountId.equals(owner.accountId()) && userId.equals(owner.userId());
  }

  /** Returns the user in this row. */
  public User toUser() {
    String hash = passwordHash == null ? null : passwordHash.text();
    return new User(new Owner(accountId, userId), kind, email, active, staff, hash, incarnation);
  }

  /** Primary key, for the persistence provider. */
  public static class Key implements Serializable {
    private static final long serialVersionUID = 1L;

    private String accountId = "";
    private String userId = "";

    /** Creates an empty key, for the persistence provider. */
    public Key() {}

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key it && accountId.equals(it.accountId) && userId.equals(it.userId);
    }

    @Override
    public int hashCode() {
      return Objects.hash(accountId, userId);
    }
  }
}
