package dev.sallyport.jpa.schema;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A column that must be there.
 *
 * @param length in characters, for texts
 */
record RequiredColumn(String name, Family family, int length) {
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

  static RequiredColumn text(String name, int length) {
    return new RequiredColumn(name, Family.TEXT, length);
  }

  static RequiredColumn flag(String name) {
    return new RequiredColumn(name, Family.FLAG, 0);
  }

  static RequiredColumn instant(String name) {
    return new RequiredColumn(name, Family.INSTANT, 0);
  }

  static RequiredColumn count(String name) {
    return new RequiredColumn(name, Family.COUNT, 0);
  }

  /** What does not fit, to follow the name of the table; empty if all is well. */
  Optional<String> denial(ResultSetMetaData columns, Optional<Database> database)
      throws SQLException {
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnName(i).equalsIgnoreCase(name)) {
        return denial(columns, i, database);
      }
    }
    return Optional.of("has no column " + name);
  }

  private Optional<String> denial(ResultSetMetaData columns, int i, Optional<Database> database)
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
