package dev.sallyport.auth.jpa;

import dev.sallyport.auth.token.AuthToken;
import dev.sallyport.auth.token.Owner;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A column that must be there.
 *
 * @param length in characters, for texts
 */
record NeededColumn(String name, Family family, int length) {
  static final List<NeededColumn> OF_KEYS =
      List.of(
          text("id", 36),
          text("lookup", AuthToken.MAX_LOOKUP),
          text("digest", AuthToken.MAX_DIGEST),
          text("account_number", 14),
          text("username", Owner.MAX_USERNAME),
          text("name", AuthToken.MAX_NAME),
          text("description", AuthToken.MAX_DESCRIPTION),
          text("scopes", 2000),
          text("tags", 2000),
          of("active", Family.FLAG),
          of("created_at", Family.INSTANT),
          of("updated_at", Family.INSTANT),
          of("expires_at", Family.INSTANT),
          of("last_used_at", Family.INSTANT),
          of("version", Family.COUNT));

  static final List<NeededColumn> OF_ACCOUNTS =
      List.of(text("account_number", 14), text("name", 255), of("active", Family.FLAG));

  static final List<NeededColumn> OF_USERS =
      List.of(
          text("username", Owner.MAX_USERNAME),
          text("account_number", 14),
          text("email", 255),
          of("active", Family.FLAG),
          of("staff", Family.FLAG),
          text("password_hash", 255));

  /** Kinds of types, as people would call them. */
  enum Family {
    TEXT("text that tells upper from lower case"),
    FLAG("a boolean"),
    INSTANT("a point in time with microseconds"),
    COUNT("a bigint");

    private final String words;

    Family(String words) {
      this.words = words;
    }
  }

  private static final Set<Integer> TEXTS =
      Set.of(Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR);
  private static final Set<Integer> FLAGS = Set.of(Types.BOOLEAN, Types.BIT, Types.TINYINT);
  private static final Set<Integer> INSTANTS =
      Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

  private static NeededColumn text(String name, int length) {
    return new NeededColumn(name, Family.TEXT, length);
  }

  private static NeededColumn of(String name, Family family) {
    return new NeededColumn(name, family, 0);
  }

  /** What does not fit, to follow the name of the table; empty if all is well. */
  Optional<String> objection(ResultSetMetaData columns, Optional<Database> database)
      throws SQLException {
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnName(i).equalsIgnoreCase(name)) {
        return objection(columns, i, database);
      }
    }
    return Optional.of("has no column " + name);
  }

  private Optional<String> objection(ResultSetMetaData columns, int i, Optional<Database> database)
      throws SQLException {
    String type = columns.getColumnTypeName(i);
    if (!fits(columns, i, database)) {
      return Optional.of("has a column %s of type %s, not %s".formatted(name, type, family.words));
    }
    int actual = columns.getPrecision(i);
    return family == Family.TEXT && actual > 0 && actual < length
        ? Optional.of("has a column %s of %d characters, not %d".formatted(name, actual, length))
        : Optional.empty();
  }

  private boolean fits(ResultSetMetaData columns, int i, Optional<Database> database)
      throws SQLException {
    int type = columns.getColumnType(i);
    String typeName = columns.getColumnTypeName(i).toUpperCase(Locale.ROOT);
    return switch (family) {
      case TEXT -> TEXTS.contains(type) && !typeName.contains("IGNORECASE");
      case FLAG -> FLAGS.contains(type);
      case COUNT -> type == Types.BIGINT;
      case INSTANT ->
          INSTANTS.contains(type)
              && columns.getScale(i) >= 6
              && database.map(it -> it.instantType().equalsIgnoreCase(typeName)).orElse(true);
    };
  }
}
