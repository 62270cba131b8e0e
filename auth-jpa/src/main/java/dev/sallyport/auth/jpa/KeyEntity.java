package dev.sallyport.auth.jpa;

import dev.sallyport.auth.spi.StoreException;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import jakarta.persistence.Cacheable;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code sallyport_key}.
 *
 * <p>The version is a plain column: every change is a bulk update that compares it itself.
 */
@Entity(name = "SallyportKey")
@Table(name = "sallyport_key")
@Cacheable(false)
class KeyEntity {
  @Id
  @Column(name = "id", length = 36, nullable = false)
  private String id = "";

  @Column(name = "lookup", length = AuthToken.MAX_LOOKUP, nullable = false, unique = true)
  @Convert(converter = Hidden.AsText.class)
  private Hidden lookup = new Hidden("");

  @Column(name = "digest", length = AuthToken.MAX_DIGEST, nullable = false)
  @Convert(converter = Hidden.AsText.class)
  private Hidden digest = new Hidden("");

  @Column(name = "account_number", length = 14, nullable = false)
  private String accountNumber = "";

  @Column(name = "username", length = Owner.MAX_USERNAME, nullable = false)
  private String username = "";

  @Column(name = "name", length = AuthToken.MAX_NAME, nullable = false)
  private String name = "";

  @Column(name = "description", length = AuthToken.MAX_DESCRIPTION, nullable = false)
  private String description = "";

  @Column(name = "scopes", length = 2000, nullable = false)
  private String scopes = "";

  @Column(name = "tags", length = 2000, nullable = false)
  private String tags = "";

  @Column(name = "active", nullable = false)
  private boolean active;

  @Column(name = "created_at", nullable = false)
  private Instant createdAt = Instant.EPOCH;

  @Column(name = "updated_at", nullable = false)
  private Instant updatedAt = Instant.EPOCH;

  @Column(name = "expires_at")
  private @Nullable Instant expiresAt;

  @Column(name = "last_used_at")
  private @Nullable Instant lastUsedAt;

  @Column(name = "version", nullable = false)
  private long version;

  protected KeyEntity() {}

  static KeyEntity of(AuthToken key) {
    KeyEntity row = new KeyEntity();
    row.id = key.id().toString();
    row.lookup = new Hidden(key.lookup());
    row.digest = new Hidden(key.digest());
    row.accountNumber = key.owner().accountNumber();
    row.username = key.owner().username();
    row.name = key.name();
    row.description = key.description();
    row.scopes = joined(key.scopes());
    row.tags = joined(key.tags());
    row.active = key.active();
    row.createdAt = key.createdAt();
    row.updatedAt = key.updatedAt();
    row.expiresAt = key.expiresAt();
    row.lastUsedAt = key.lastUsedAt();
    row.version = key.version();
    return row;
  }

  /**
   * The key this row is of.
   *
   * @throws StoreException if somebody wrote a row that is none
   */
  AuthToken toKey() {
    UUID keyId = toId();
    try {
      return AuthToken.builder(
              keyId,
              lookup.text(),
              digest.text(),
              new Owner(accountNumber, username),
              name,
              createdAt)
          .description(description)
          .scopes(split(scopes))
          .tags(split(tags))
          .active(active)
          .updatedAt(updatedAt)
          .expiresAt(expiresAt)
          .lastUsedAt(lastUsedAt)
          .version(version)
          .build();
    } catch (IllegalArgumentException | NullPointerException e) {
      // what AuthToken and Owner say names the part, never its value
      throw new StoreException(
          "The row of key %s in sallyport_key cannot be read: %s.".formatted(keyId, e.getMessage()),
          DatabaseFailure.of(e));
    }
  }

  private UUID toId() {
    try {
      return UUID.fromString(id);
    } catch (IllegalArgumentException e) {
      throw new StoreException(
          "A row in sallyport_key cannot be read: its id is no UUID.", DatabaseFailure.of(e));
    }
  }

  static String joined(Set<String> words) {
    return String.join(" ", words);
  }

  private static Set<String> split(String words) {
    return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
  }
}
