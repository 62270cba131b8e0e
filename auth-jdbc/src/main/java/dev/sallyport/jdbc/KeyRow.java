package dev.sallyport.jdbc;

import static java.util.stream.Collectors.joining;

import dev.sallyport.jdbc.connection.DatabaseFailure;
import dev.sallyport.jdbc.statement.Row;
import dev.sallyport.jdbc.statement.Values;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Network;
import dev.sallyport.key.Owner;
import dev.sallyport.key.RotationInfo;
import dev.sallyport.spi.StoreException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Mapping of keys to rows of {@code sallyport_key}. */
final class KeyRow {
  /** The columns of a key {@code k}. */
  static final String COLUMNS =
      Stream.of(
              "id, lookup_id, digest, account_id, user_id, owner_incarnation, name, description",
              "scopes, networks, tags, token_prefix, active, created_at, updated_at, expires_at",
              "ttl_millis, renewable, last_used_at, group_id, predecessor_id, successor_id",
              "overlap_millis, expiry_fixed, version")
          .flatMap(line -> Stream.of(line.split(", ")))
          .map(column -> "k." + column)
          .collect(joining(", "));

  private KeyRow() {}

  /** Returns the values of all columns. */
  static Map<String, @Nullable Object> of(ApiKey key) {
    return changeable(key)
        .with("id", key.id().toString())
        .with("lookup_id", key.lookup())
        .with("account_id", key.owner().accountId())
        .with("user_id", key.owner().userId())
        .with("owner_incarnation", key.ownerIncarnation())
        .with("token_prefix", key.prefix())
        .with("created_at", key.createdAt())
        .with("last_used_at", key.lastUsedAt())
        .with("version", key.version())
        .toMap();
  }

  /** Returns the values of the columns that {@code replace} writes, except the version. */
  static Values changeable(ApiKey key) {
    RotationInfo rotation = key.rotation();
    return new Values()
        .with("digest", key.digest())
        .with("name", key.name())
        .with("description", key.description())
        .with("scopes", joined(key.scopes()))
        .with("networks", joined(key.networks()))
        .with("tags", joined(key.tags()))
        .with("active", key.active())
        .with("updated_at", key.updatedAt())
        .with("expires_at", key.expiresAt())
        .with("ttl_millis", millis(key.ttl()))
        .with("renewable", key.renewable())
        .with("expiry_fixed", rotation.expiryFixed())
        .with("group_id", text(rotation.groupId()))
        .with("predecessor_id", text(rotation.predecessorId()))
        .with("successor_id", text(rotation.successorId()))
        .with("overlap_millis", millis(rotation.overlapFromFirstUse()));
  }

  /**
   * Returns the key in a row.
   *
   * @throws StoreException if the row does not contain a valid key; the message names the invalid
   *     part but not its value
   */
  static ApiKey key(Row row) throws SQLException {
    UUID id = uuid(row.text("id"), "Invalid row in sallyport_key: its id is not a UUID.");
    try {
      Owner owner = new Owner(row.text("account_id"), row.text("user_id"));
      return ApiKey.builder(
              id,
              row.text("lookup_id"),
              row.text("digest"),
              owner,
              row.text("name"),
              row.instant("created_at"))
          .ownerIncarnation(row.nullableText("owner_incarnation"))
          .description(row.text("description"))
          .scopes(split(row.text("scopes")))
          .networks(split(row.text("networks")).stream().map(Network::parse).toList())
          .tags(split(row.text("tags")))
          .prefix(row.text("token_prefix"))
          .active(row.flag("active"))
          .updatedAt(row.instant("updated_at"))
          .expiresAt(row.nullableInstant("expires_at"))
          .ttl(duration(row.nullableNumber("ttl_millis")))
          .renewable(row.flag("renewable"))
          .lastUsedAt(row.nullableInstant("last_used_at"))
          .rotation(rotation(row, id))
          .version(row.number("version"))
          .build();
    } catch (IllegalArgumentException | NullPointerException e) {
      // Messages of ApiKey and Owner name the invalid part, never its value.
      throw new StoreException(
          "Invalid row of key %s in sallyport_key: %s.".formatted(id, e.getMessage()),
          DatabaseFailure.of(e));
    }
  }

  private static RotationInfo rotation(Row row, UUID id) throws SQLException {
    return new RotationInfo(
        related(id, row.nullableText("group_id")),
        related(id, row.nullableText("predecessor_id")),
        related(id, row.nullableText("successor_id")),
        duration(row.nullableNumber("overlap_millis")),
        row.flag("expiry_fixed"));
  }

  private static @Nullable UUID related(UUID id, @Nullable String text) {
    return text == null
        ? null
        : uuid(
            text,
            "Invalid row of key %s in sallyport_key: the id of a related key is not a UUID."
                .formatted(id));
  }

  private static UUID uuid(String text, String message) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new StoreException(message, DatabaseFailure.of(e));
    }
  }

  private static @Nullable String text(@Nullable UUID uuid) {
    return uuid == null ? null : uuid.toString();
  }

  private static @Nullable Long millis(@Nullable Duration duration) {
    return duration == null ? null : duration.toMillis();
  }

  private static @Nullable Duration duration(@Nullable Long millis) {
    return millis == null ? null : Duration.ofMillis(millis);
  }

  private static String joined(Collection<?> words) {
    return words.stream().map(Object::toString).collect(joining(" "));
  }

  private static Set<String> split(String words) {
    return words.isEmpty() ? Set.of() : Set.of(words.split(" ", -1));
  }
}
