package dev.sallyport.cli.knox;

import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Owner;
import dev.sallyport.knox.KnoxRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * Reader of rows of a knox or Smarter table from CSV. Not thread-safe.
 *
 * <p>{@link #next} throws {@link IllegalArgumentException} for an invalid row. The message contains
 * no value, because one of the values is a digest. The next row can still be read.
 */
final class KnoxCsv implements AutoCloseable {
  private static final Pattern UUID_WITHOUT_HYPHENS =
      Pattern.compile(
          "(\\p{XDigit}{8})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{4})(\\p{XDigit}{12})");

  /** Values of Smarter for columns without annotations. */
  private static final Set<String> EMPTY = Set.of("[]", "{}", "null");

  private static final CSVFormat FORMAT =
      CSVFormat.RFC4180
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setIgnoreHeaderCase(true)
          .setIgnoreSurroundingSpaces(true)
          .setIgnoreEmptyLines(true)
          .setDuplicateHeaderMode(DuplicateHeaderMode.DISALLOW)
          .setAllowMissingColumnNames(true)
          .setTrailingData(true)
          .setLenientEof(true)
          .get();

  /** Known columns. {@code token_key} is ignored on purpose, because it is a part of the token. */
  private static final Set<String> KNOWN =
      Set.of(
          "digest",
          "token_key",
          "username",
          "user",
          "user__username",
          "user_is_active",
          "user__is_active",
          "user_is_staff",
          "user__is_staff",
          "account_number",
          "key_id",
          "name",
          "description",
          "tags",
          "is_active",
          "created",
          "created_at",
          "expiry",
          "last_used_at");

  private final @Nullable String defaultAccountId;
  private final RecordReader text;
  private final CSVParser parser;
  private final Iterator<CSVRecord> records;
  private List<String> ignoredColumns = List.of();

  /**
   * Creates a reader and reads the first line, which names the columns.
   *
   * @param defaultAccountId the account of rows without an account number; null if each row must
   *     have one
   * @throws UsageException if a required column is missing
   */
  KnoxCsv(InputStream input, @Nullable String defaultAccountId) throws IOException {
    this.defaultAccountId = defaultAccountId;
    this.text = RecordReader.utf8(input);
    this.parser = parse(text);
    this.records = parser.iterator();
    requireColumns();
  }

  /** Reads the next row; returns false at the end of the file. */
  boolean hasNext() {
    try {
      boolean hasNext = records.hasNext();
      text.startRecord();
      return hasNext;
    } catch (UncheckedIOException e) {
      throw new UsageException(
          "the file cannot be read after line " + lineNumber() + ": " + reason(e.getCause()));
    }
  }

  /** Returns the line on which the row of the last {@link #hasNext} ends, from 1. */
  long lineNumber() {
    return parser.getCurrentLineNumber();
  }

  /**
   * Returns the row.
   *
   * @throws IllegalArgumentException if the row is invalid
   */
  KnoxRow next() {
    CSVRecord row = records.next();
    ignoredColumns = ignoredColumns(row);
    if (row.size() != parser.getHeaderNames().size() && !row.isConsistent()) {
      throw new IllegalArgumentException("the number of columns differs from the first line");
    }
    return new KnoxRow(
        required(row, "digest"),
        owner(row),
        cell(row, "key_id").map(KnoxCsv::keyId).orElse(null),
        cell(row, "name").orElse(null),
        cell(row, "description").orElse(""),
        cell(row, "tags").map(KnoxTags::parse).orElse(List.of()),
        flag(row, "is_active").orElse(true),
        flag(row, "user_is_active").or(() -> flag(row, "user__is_active")).orElse(null),
        flag(row, "user_is_staff").or(() -> flag(row, "user__is_staff")).orElse(null),
        created(row),
        time(row, "expiry"),
        time(row, "last_used_at"));
  }

  /** Returns the unknown columns of the last row that have a value. */
  List<String> ignoredColumns() {
    return ignoredColumns;
  }

  private List<String> ignoredColumns(CSVRecord row) {
    return parser.getHeaderNames().stream()
        .filter(column -> !KNOWN.contains(column.toLowerCase(Locale.ROOT)))
        .filter(column -> cell(row, column).filter(it -> !EMPTY.contains(it)).isPresent())
        .toList();
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }

  private static CSVParser parse(RecordReader text) throws IOException {
    try {
      return CSVParser.builder().setReader(text).setFormat(FORMAT).get();
    } catch (IllegalArgumentException e) {
      throw new UsageException("the first line names a column twice");
    } catch (CharacterCodingException | RecordReader.TooLongException e) {
      throw new UsageException("the file cannot be read: " + reason(e));
    }
  }

  private void requireColumns() {
    if (!has("digest")) {
      throw new UsageException("the first line has no column digest");
    }
    if (!has("username") && !has("user") && !has("user__username")) {
      throw new UsageException("the first line has no column username, user or user__username");
    }
    if (!has("account_number") && defaultAccountId == null) {
      throw new UsageException("the first line has no column account_number: use --account");
    }
  }

  private boolean has(String column) {
    return parser.getHeaderMap().containsKey(column);
  }

  private Owner owner(CSVRecord row) {
    String username =
        cell(row, "username")
            .or(() -> cell(row, "user"))
            .or(() -> cell(row, "user__username"))
            .orElseThrow(() -> new IllegalArgumentException("username is missing"));
    String accountId =
        cell(row, "account_number")
            .or(() -> Optional.ofNullable(defaultAccountId))
            .orElseThrow(() -> new IllegalArgumentException("account_number is missing"));
    return new Owner(accountId, username);
  }

  private static @Nullable Instant created(CSVRecord row) {
    Instant created = time(row, "created");
    return created != null ? created : time(row, "created_at");
  }

  private static @Nullable Instant time(CSVRecord row, String column) {
    return cell(row, column).map(text -> KnoxTimes.parse(column, text)).orElse(null);
  }

  private static UUID keyId(String text) {
    String hyphened = UUID_WITHOUT_HYPHENS.matcher(text).replaceFirst("$1-$2-$3-$4-$5");
    try {
      UUID id = UUID.fromString(hyphened);
      if (id.toString().equalsIgnoreCase(hyphened)) { // fromString accepts shorter texts too
        return id;
      }
    } catch (IllegalArgumentException e) {
      // reported below
    }
    throw new IllegalArgumentException("key_id must be a UUID");
  }

  private static Optional<Boolean> flag(CSVRecord row, String column) {
    return cell(row, column).map(text -> flag(column, text));
  }

  private static boolean flag(String column, String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "t", "true", "1" -> true;
      case "f", "false", "0" -> false;
      default -> throw new IllegalArgumentException(column + " must be t, f, true, false, 1 or 0");
    };
  }

  private static String required(CSVRecord row, String column) {
    return cell(row, column)
        .orElseThrow(() -> new IllegalArgumentException(column + " is missing"));
  }

  /** Returns a value without surrounding blanks; empty if it is missing or a database's NULL. */
  private static Optional<String> cell(CSVRecord row, String column) {
    return row.isSet(column)
        ? Optional.of(row.get(column).strip())
            .filter(it -> !it.isEmpty() && !it.equals("\\N") && !it.equals("NULL"))
        : Optional.empty();
  }

  private static String reason(@Nullable Throwable failure) {
    if (failure instanceof RecordReader.TooLongException) {
      return "a row is too long; perhaps a quote is not closed";
    }
    return failure instanceof CharacterCodingException ? "it is not in UTF-8" : "I/O error";
  }
}
