package dev.sallyport.benchmarks.load;

import dev.sallyport.Sallyport;
import dev.sallyport.key.ApiKey;
import dev.sallyport.spi.ApiKeyQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * What is in the database after the server of {@link Outage} was killed, compared with what it had
 * said was there.
 *
 * @param worstGapMillis between the last use of a proven key that was answered and the one recorded
 * @param unused proven keys that were answered and have no recorded use at all
 * @param created keys whose making was acknowledged
 * @param lost those of them that are not there
 * @param deactivated keys whose deactivation was acknowledged
 * @param resurrected those of them that are switched on
 * @param keys how many there are
 * @param flaw what is wrong with the audit log
 */
record Aftermath(
    long worstGapMillis,
    int unused,
    int created,
    int lost,
    int deactivated,
    int resurrected,
    long keys,
    Optional<String> flaw) {

  static Aftermath of(
      Map<String, String> settings,
      Path acknowledged,
      NumberedTokens tokens,
      AtomicLongArray lastSuccessMillis,
      long killedMillis)
      throws IOException {
    try (Sallyport sallyport = Gates.open(settings)) {
      long worst = 0;
      int unused = 0;
      for (int number = 0; number < lastSuccessMillis.length(); number++) {
        ApiKey key = sallyport.keys().get(tokens.id(number)).orElseThrow();
        Instant recorded = key.lastUsedAt();
        long used = Math.min(lastSuccessMillis.get(number), killedMillis);
        if (recorded == null) {
          unused += used > 0 ? 1 : 0;
        } else {
          worst = Math.max(worst, used - recorded.toEpochMilli());
        }
      }
      List<String> lines = Files.readAllLines(acknowledged);
      List<UUID> created = ids(lines, '+');
      List<UUID> deactivated = ids(lines, '-');
      return new Aftermath(
          worst,
          unused,
          created.size(),
          (int) created.stream().filter(id -> sallyport.keys().get(id).isEmpty()).count(),
          deactivated.size(),
          (int)
              deactivated.stream()
                  .filter(id -> sallyport.keys().get(id).map(ApiKey::active).orElse(false))
                  .count(),
          sallyport.keys().list(ApiKeyQuery.all()).total(),
          sallyport.audit().verify(Optional.empty()).flaw().map(Object::toString));
    }
  }

  private static List<UUID> ids(List<String> lines, char sign) {
    return lines.stream()
        .filter(line -> line.length() == 37 && line.charAt(0) == sign)
        .map(line -> UUID.fromString(line.substring(1)))
        .toList();
  }

  void report(String interval, int keysBefore) {
    Table table = new Table("after kill -9 of the server under load", "");
    table.row(
        "last uses of proven keys: recorded at most this long before the last that was answered"
            + " (interval "
            + interval
            + ")",
        "%.1f s".formatted(worstGapMillis / 1e3));
    table.row("proven keys without any recorded use", unused);
    table.row("keys made meanwhile and acknowledged; of these lost", created + "; " + lost);
    table.row(
        "keys deactivated meanwhile and acknowledged; of these active",
        deactivated + "; " + resurrected);
    table.row("keys before; now", keysBefore + "; " + keys);
    table.row("audit chain", flaw.orElse("verifies"));
    Report.table(table);
  }
}
