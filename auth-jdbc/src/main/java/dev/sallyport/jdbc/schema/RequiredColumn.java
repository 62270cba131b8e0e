package dev.sallyport.jdbc.schema;

import dev.sallyport.jdbc.connection.Database;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A column that the schema must have.
 *
 * @param name the name of the column
 * @param family the family of accepted types
 * @param length minimum length in characters for text; otherwise 0
 */
record RequiredColumn(String name, TypeFamily family, int length) {
  /** Family of column types, with its name in messages. */
  enum TypeFamily {
    TEXT("case-sensitive text"),
    FLAG("a boolean"),
    INSTANT("a timestamp with microseconds"),
    COUNT("a bigint");

    private final String description;

    TypeFamily(String description) {
      this.description = description;
    }
  }

  private static final Set<Integer> TEXTS =
      Set.of(Types.VARCHAR, Types.NVARCHAR, Types.LONGVARCHAR, Types.LONGNVARCHAR);
  private static final Set<Integer> FLAGS = Set.of(Types.BOOLEAN, Types.BIT, Types.TINYINT);
  private static final Set<Integer> INSTANTS =
      Set.of(Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE);

  static RequiredColumn text(String name, int length) {
    return new RequiredColumn(name, TypeFamily.TEXT, length);
  }

  static RequiredColumn flag(String name) {
    return new RequiredColumn(name, TypeFamily.FLAG, 0);
  }

  static RequiredColumn instant(String name) {
    return new RequiredColumn(name, TypeFamily.INSTANT, 0);
  }

  static RequiredColumn count(String name) {
    return new RequiredColumn(name, TypeFamily.COUNT, 0);
  }

  /**
   * Returns what does not fit, as a phrase that follows the name of the table; empty if the column
   * fits.
   */
  Optional<String> mismatch(ResultSetMetaData columns, Optional<Database> database)
      throws SQLException {
    for (int i = 1; i <= columns.getColumnCount(); i++) {
      if (columns.getColumnName(i).equalsIgnoreCase(name)) {
        return mismatch(columns, i, database);
      }
    }
    return Optional.of("has no column " + name);
  }

  private Optional<String> mismatch(ResultSetMetaData columns, int i, Optional<Database> database)
      throws SQLException {
    String type = columns.getColumnTypeName(i);
    if (!fits(columns, i, database)) {
      return Optional.of(
          "has a column %s of type %s, expected %s".formatted(name, type, family.description));
    }
    int actual = columns.getPrecision(i);
    return family == TypeFamily.TEXT && actual > 0 && actual < length
        ? Optional.of(
            "has a column %s of %d characters, expected %d".formatted(name, actual, length))
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
