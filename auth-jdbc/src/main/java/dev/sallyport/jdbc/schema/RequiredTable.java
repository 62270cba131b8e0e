package dev.sallyport.jdbc.schema;

import static dev.sallyport.jdbc.schema.RequiredColumn.count;
import static dev.sallyport.jdbc.schema.RequiredColumn.flag;
import static dev.sallyport.jdbc.schema.RequiredColumn.instant;
import static dev.sallyport.jdbc.schema.RequiredColumn.text;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.audit.AuditRecord;
import dev.sallyport.audit.UsageCount;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.session.StoredSession;
import dev.sallyport.spi.OwnerRegistry;
import java.util.List;
import java.util.stream.Stream;

/**
 * A table that the schema must have.
 *
 * @param name the name of the table
 * @param columns its required columns
 */
record RequiredTable(String name, List<RequiredColumn> columns) {
  static final RequiredTable KEYS =
      new RequiredTable(
          "sallyport_key",
          List.of(
              text("id", 36),
              text("lookup_id", ApiKey.MAX_LOOKUP),
              text("digest", ApiKey.MAX_DIGEST),
              text("account_id", Owner.MAX_ACCOUNT_ID),
              text("user_id", Owner.MAX_USER_ID),
              text("name", ApiKey.MAX_NAME),
              text("description", ApiKey.MAX_DESCRIPTION),
              text("scopes", ColumnLengths.WORDS),
              text("networks", ColumnLengths.WORDS),
              text("tags", ColumnLengths.WORDS),
              text("token_prefix", ApiKey.MAX_PREFIX),
              flag("active"),
              instant("created_at"),
              instant("updated_at"),
              instant("expires_at"),
              count("ttl_millis"),
              flag("renewable"),
              instant("last_used_at"),
              text("group_id", 36),
              text("predecessor_id", 36),
              text("successor_id", 36),
              count("overlap_millis"),
              flag("expiry_fixed"),
              count("version"),
              text("owner_incarnation", Owner.MAX_INCARNATION)));

  private static final RequiredTable OWNER_LOCKS =
      new RequiredTable(
          "sallyport_owner_lock",
          List.of(text("owner_name", Owner.MAX_TEXT), count("times_taken")));

  private static final RequiredTable AUDIT =
      new RequiredTable(
          "sallyport_audit",
          List.of(
              count("sequence_number"),
              instant("done_at"),
              text("action", ColumnLengths.ACTION),
              text("subject", AuditRecord.MAX_SUBJECT),
              text("actor", AuditContext.MAX_ACTOR),
              text("origin", AuditContext.MAX_ORIGIN),
              text("reason", AuditContext.MAX_REASON),
              text("state_before", ColumnLengths.STATE),
              text("state_after", ColumnLengths.STATE),
              text("previous_hash", 64),
              text("entry_hash", 64)));

  private static final RequiredTable AUDIT_HEAD =
      new RequiredTable(
          "sallyport_audit_head", List.of(count("sequence_number"), text("entry_hash", 64)));

  private static final RequiredTable RESOURCES =
      new RequiredTable(
          "sallyport_resource",
          List.of(
              text("resource_id", ColumnLengths.RESOURCE_ID),
              text("account_id", Owner.MAX_ACCOUNT_ID)));

  private static final RequiredTable BINDINGS =
      new RequiredTable(
          "sallyport_binding",
          List.of(text("resource_id", ColumnLengths.RESOURCE_ID), text("group_id", 36)));

  private static final RequiredTable USAGE =
      new RequiredTable(
          "sallyport_usage",
          List.of(
              text("subject", UsageSubject.MAX_NAME),
              count("hour_number"),
              text("outcome", UsageCount.MAX_OUTCOME),
              count("requests")));

  private static final RequiredTable SESSIONS =
      new RequiredTable(
          "sallyport_session",
          List.of(
              text("digest", 64),
              text("account_id", Owner.MAX_ACCOUNT_ID),
              text("user_id", Owner.MAX_USER_ID),
              text("password_version", StoredSession.MAX_PASSWORD_VERSION),
              instant("started_at"),
              instant("confirmed_at"),
              instant("last_used_at"),
              instant("ends_at"),
              text("message", StoredSession.MAX_MESSAGE)));

  private static final List<RequiredTable> OF_KEYS =
      List.of(KEYS, OWNER_LOCKS, RESOURCES, BINDINGS, AUDIT, AUDIT_HEAD, USAGE, SESSIONS);

  private static final List<RequiredTable> OF_OWNERS =
      List.of(
          new RequiredTable(
              "sallyport_account",
              List.of(
                  text("account_id", Owner.MAX_ACCOUNT_ID),
                  text("name", OwnerRegistry.MAX_TEXT),
                  flag("active"))),
          new RequiredTable(
              "sallyport_user",
              List.of(
                  text("account_id", Owner.MAX_ACCOUNT_ID),
                  text("user_id", Owner.MAX_USER_ID),
                  text("kind", ColumnLengths.KIND),
                  text("email", OwnerRegistry.MAX_TEXT),
                  flag("active"),
                  flag("staff"),
                  text("password_hash", ColumnLengths.PASSWORD_HASH),
                  text("incarnation", Owner.MAX_INCARNATION))));

  /**
   * Returns all required tables.
   *
   * @param withOwners whether accounts and users are stored in this database too
   */
  static List<RequiredTable> all(boolean withOwners) {
    return withOwners ? Stream.concat(OF_KEYS.stream(), OF_OWNERS.stream()).toList() : OF_KEYS;
  }
}
