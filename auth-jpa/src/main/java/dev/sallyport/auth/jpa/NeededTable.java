package dev.sallyport.auth.jpa;

import static dev.sallyport.auth.jpa.NeededColumn.count;
import static dev.sallyport.auth.jpa.NeededColumn.flag;
import static dev.sallyport.auth.jpa.NeededColumn.instant;
import static dev.sallyport.auth.jpa.NeededColumn.text;

import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.spi.OwnerRegistry;
import dev.sallyport.auth.spi.UsageCount;
import dev.sallyport.auth.spi.UsageSubject;
import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.util.List;
import java.util.stream.Stream;

/** A table that must be there. */
record NeededTable(String name, List<NeededColumn> columns) {
  static final NeededTable KEYS =
      new NeededTable(
          "sallyport_key",
          List.of(
              text("id", 36),
              text("lookup", AuthToken.MAX_LOOKUP),
              text("digest", AuthToken.MAX_DIGEST),
              text("account_number", 14),
              text("username", Owner.MAX_USERNAME),
              text("name", AuthToken.MAX_NAME),
              text("description", AuthToken.MAX_DESCRIPTION),
              text("scopes", 2000),
              text("networks", 2000),
              text("tags", 2000),
              text("token_prefix", AuthToken.MAX_PREFIX),
              flag("active"),
              instant("created_at"),
              instant("updated_at"),
              instant("expires_at"),
              count("ttl_millis"),
              flag("renewable"),
              instant("last_used_at"),
              text("family_id", 36),
              text("predecessor_id", 36),
              text("successor_id", 36),
              count("overlap_millis"),
              flag("ending"),
              count("version"),
              text("owner_incarnation", Owner.MAX_INCARNATION)));

  private static final NeededTable OWNER_LOCKS =
      new NeededTable(
          "sallyport_owner_lock",
          List.of(text("owner_name", OwnerLockEntity.MAX_OWNER_NAME), count("times_taken")));

  private static final NeededTable AUDIT =
      new NeededTable(
          "sallyport_audit",
          List.of(
              count("sequence_number"),
              instant("done_at"),
              text("action", 50),
              text("subject", 200),
              text("actor", Attribution.MAX_NAME),
              text("origin", Attribution.MAX_NAME),
              text("reason", Attribution.MAX_REASON),
              text("state_before", AuditEntity.MAX_STATE),
              text("state_after", AuditEntity.MAX_STATE),
              text("previous_hash", 64),
              text("entry_hash", 64)));

  private static final NeededTable AUDIT_HEAD =
      new NeededTable(
          "sallyport_audit_head", List.of(count("sequence_number"), text("entry_hash", 64)));

  private static final NeededTable RESOURCES =
      new NeededTable(
          "sallyport_resource",
          List.of(text("resource_id", ResourceEntity.MAX_ID), text("account_number", 14)));

  private static final NeededTable BINDINGS =
      new NeededTable(
          "sallyport_binding",
          List.of(text("resource_id", ResourceEntity.MAX_ID), text("family_id", 36)));

  private static final NeededTable USAGE =
      new NeededTable(
          "sallyport_usage",
          List.of(
              text("subject", UsageSubject.MAX_NAME),
              count("hour_number"),
              text("outcome", UsageCount.MAX_OUTCOME),
              count("requests")));

  private static final List<NeededTable> OF_KEYS =
      List.of(KEYS, OWNER_LOCKS, RESOURCES, BINDINGS, AUDIT, AUDIT_HEAD, USAGE);

  private static final List<NeededTable> OF_OWNERS =
      List.of(
          new NeededTable(
              "sallyport_account",
              List.of(
                  text("account_number", 14),
                  text("name", OwnerRegistry.MAX_TEXT),
                  flag("active"))),
          new NeededTable(
              "sallyport_user",
              List.of(
                  text("username", Owner.MAX_USERNAME),
                  text("account_number", 14),
                  text("email", OwnerRegistry.MAX_TEXT),
                  flag("active"),
                  flag("staff"),
                  text("password_hash", 255),
                  text("incarnation", Owner.MAX_INCARNATION))));

  /** All that are needed; those of owners only unless the host has its own. */
  static List<NeededTable> all(boolean withOwners) {
    return withOwners ? Stream.concat(OF_KEYS.stream(), OF_OWNERS.stream()).toList() : OF_KEYS;
  }
}
