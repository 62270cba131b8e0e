package dev.sallyport.knox;

import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.key.TextRules;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Key in a django-rest-knox or Smarter database. Values that only Smarter has may be null.
 *
 * <p>It does not contain knox's {@code token_key}, the first 15 characters of the token, because
 * the import needs no part of a secret. Texts are unchanged; the import cuts them if necessary.
 *
 * <pre>{@code
 * KnoxImport.Result result = KnoxImport.into(sallyport).importKey(row);
 * }</pre>
 *
 * @param digest SHA-512 of the token in hexadecimal, 128 digits
 * @param owner the owner; knox has no accounts, so the importer chooses one
 * @param id Smarter's {@code key_id}; null for a new one
 * @param givenName the name; null or empty for a name of account number and username
 * @param description the description; empty if there is none
 * @param tags the tags
 * @param active Smarter's {@code is_active}; true for knox
 * @param userActive Django's {@code is_active} of the user; null if unknown
 * @param userStaff Django's {@code is_staff} of the user; null if unknown
 * @param createdAt knox's {@code created}; null for now
 * @param expiresAt knox's {@code expiry}; null for never
 * @param lastUsedAt Smarter's {@code last_used_at}; null if unknown
 * @since 0.1.0
 */
public record KnoxRow(
    String digest,
    Owner owner,
    @Nullable UUID id,
    @Nullable String givenName,
    String description,
    List<String> tags,
    boolean active,
    @Nullable Boolean userActive,
    @Nullable Boolean userStaff,
    @Nullable Instant createdAt,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt) {

  private static final Pattern SHA_512 = Pattern.compile("[0-9a-f]{128}");

  /**
   * Checks the digest.
   *
   * @throws IllegalArgumentException if it is not a SHA-512 in hexadecimal; the message does not
   *     show it
   */
  public KnoxRow {
    digest = digest.toLowerCase(Locale.ROOT);
    if (!SHA_512.matcher(digest).matches()) {
      throw new IllegalArgumentException("digest must be a SHA-512, 128 hexadecimal digits");
    }
    tags = List.copyOf(tags);
  }

  /** Returns the name, or the default name of Smarter's command if there is none. */
  public String name() {
    return Optional.ofNullable(givenName)
        .filter(name -> !TextRules.isBlank(TextRules.fit(name, ApiKey.MAX_NAME)))
        .orElseGet(() -> owner.accountId() + "." + owner.userId());
  }

  @Override
  public String toString() {
    return "KnoxRow[owner=%s, id=%s, name=%s]".formatted(owner, id, name());
  }
}
