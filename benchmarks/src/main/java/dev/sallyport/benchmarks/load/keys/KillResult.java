package dev.sallyport.benchmarks.load.keys;

import dev.sallyport.Sallyport;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.key.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Comparison of the database after the server of {@link Outage} was killed with what the server had
 * acknowledged.
 *
 * @param worstGapMillis longest time between the last successful use of a verified key and its
 *     recorded last use
 * @param unused number of used verified keys without any recorded use
 * @param created number of keys whose creation was acknowledged
 * @param lost how many of those are missing
 * @param deactivated number of keys whose deactivation was acknowledged
 * @param resurrected how many of those are active
 * @param keys total number of keys
 * @param flaw the flaw in the audit log; empty if it verifies
 */
public record KillResult(
    long worstGapMillis,
    int unused,
    int created,
    int lost,
    int deactivated,
    int resurrected,
    long keys,
    Optional<String> flaw) {

  public static KillResult of(
      Map<String, String> settings,
      Path acknowledged,
      NumberedTokens tokens,
      AtomicLongArray lastSuccessMillis,
      long killedMillis)
      throws IOException {
    try (Sallyport sallyport = SallyportInstances.open(settings)) {
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
      return new KillResult(
          worst,
          unused,
          created.size(),
          (int) created.stream().filter(id -> sallyport.keys().get(id).isEmpty()).count(),
          deactivated.size(),
          (int)
              deactivated.stream()
                  .filter(id -> sallyport.keys().get(id).map(ApiKey::active).orElse(false))
                  .count(),
          sallyport.keys().summary(Duration.ZERO).total(),
          sallyport.audit().verify().flaw().map(Object::toString));
    }
  }

  private static List<UUID> ids(List<String> lines, char sign) {
    return lines.stream()
        .filter(line -> line.length() == 37 && line.charAt(0) == sign)
        .map(line -> UUID.fromString(line.substring(1)))
        .toList();
  }

  public void report(String interval, int keysBefore) {
    Table table = new Table("after kill -9 of the server under load", "");
    table.row(
        "last uses of verified keys: recorded at most this long before the last successful use"
            + " (interval "
            + interval
            + ")",
        "%.1f s".formatted(worstGapMillis / 1e3));
    table.row("verified keys without any recorded use", unused);
    table.row("keys created meanwhile and acknowledged; of these lost", created + "; " + lost);
    table.row(
        "keys deactivated meanwhile and acknowledged; of these active",
        deactivated + "; " + resurrected);
    table.row("keys before; now", keysBefore + "; " + keys);
    table.row("audit chain", flaw.orElse("verifies"));
    Report.table(table);
  }
}
