package dev.sallyport.benchmarks.load;

import static dev.sallyport.spi.ApiKeyFilter.ACCOUNT;
import static dev.sallyport.spi.ApiKeyFilter.ACTIVE;
import static dev.sallyport.spi.ApiKeyFilter.EXPIRED_AT;
import static dev.sallyport.spi.ApiKeyFilter.NEVER_USED;
import static dev.sallyport.spi.ApiKeyFilter.SCOPE;
import static dev.sallyport.spi.ApiKeyFilter.TAG;
import static dev.sallyport.spi.ApiKeyFilter.TEXT;
import static dev.sallyport.spi.ApiKeyFilter.UNUSED_SINCE;
import static dev.sallyport.spi.ApiKeyFilter.USER;

import dev.sallyport.Sallyport;
import dev.sallyport.benchmarks.load.keys.SallyportInstances;
import dev.sallyport.benchmarks.load.process.Postgres;
import dev.sallyport.benchmarks.load.report.Options;
import dev.sallyport.benchmarks.load.report.Report;
import dev.sallyport.benchmarks.load.report.Spread;
import dev.sallyport.benchmarks.load.report.Table;
import dev.sallyport.key.Owner;
import dev.sallyport.management.ApiKeyManager;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.ApiKeySort.By;
import dev.sallyport.spi.Backend;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/**
 * Measures calls on a PostgreSQL table with a million keys, and whether they scan the whole table.
 */
public final class MillionRows {
  private static final Map<String, String> DEFAULTS =
      Map.of("rows", "1000000", "expired", "50000", "times", "15");
  private static final String DATABASE = "million";
  private static final int KEYS_PER_OWNER = 100;
  private static final int BATCH = 500;
  private static final int PAGE = 50;

  /**
   * Scatters numbers so that keys created one after another are not neighbours in the index of
   * lookup ids.
   */
  private static final long SPREAD = 736_878_701;

  private static final long PRIME = 1_000_000_007;

  /** Keys of two years, a hundred per owner. Some are expired, inactive or were never used. */
  private static final String FILL_KEYS =
      "insert into sallyport_key (id, lookup_id, digest, account_id, user_id, name, description,"
          + " scopes, tags, active, created_at, updated_at, expires_at, last_used_at, version,"
          + " token_prefix, networks, renewable, expiry_fixed) select gen_random_uuid()::text, 'k' || lpad((i::bigint * "
          + SPREAD
          + " %% "
          + PRIME
          + ")::text, 11, '0'),"
          + " '$argon2id$v=19$m=1024,t=1,p=1$' || repeat('a', 65),"
          + " to_char(i / %1$d, 'FM\"0000-\"0000\"-0000\"'), 'user' || i / %1$d, 'Key ' || i,"
          + " case when i %% 3 = 0 then 'Made by pipeline ' || i %% 977 else '' end,"
          + " case when i %% 2 = 0 then 'chat:read chat:write' else '' end,"
          + " case when i %% 4 = 0 then 'team-' || i %% 977 else '' end, i %% 10 <> 0, made, made,"
          + " case when i %% %3$d = 0 then now() - (i / 50) * interval '1 second' - interval '1 day'"
          + " when i %% 3 = 0 then made + interval '3 years' end,"
          + " case when i %% 5 <> 0 then now() - (i %% 1000000) * interval '5 seconds' end, 0, 'sp_', '', false, false"
          + " from (select i, now() - (i::bigint * 7919 %% %2$d) * interval '1 minute' as made"
          + " from generate_series(0, %2$d - 1) as i) as rows";

  private static final String FILL_ACCOUNTS =
      "insert into sallyport_account (account_id, name, active)"
          + " select distinct account_id, '', true from sallyport_key";
  private static final String FILL_USERS =
      "insert into sallyport_user (user_id, account_id, kind, email, active, staff)"
          + " select distinct user_id, account_id, 'PERSON', '', true, true from sallyport_key";
  private static final String SCANS =
      "select coalesce(seq_scan, 0)::bigint from pg_stat_user_tables"
          + " where relname = 'sallyport_key'";

  private final Options options;
  private final SplittableRandom random = new SplittableRandom(1);
  private final Table table =
      new Table("call", "keys", "median ms", "worst ms", "reads the whole table");

  private MillionRows(Options options) {
    this.options = options;
  }

  public static void main(String[] args) {
    MillionRows program = new MillionRows(Options.parse(MillionRows.class, DEFAULTS, args));
    program.measure();
    program.report();
  }

  private void measure() {
    try (Postgres postgres = Postgres.start()) {
      Map<String, String> settings = new HashMap<>(postgres.create(DATABASE));
      settings.put("store-timeout", "1h");
      settings.put("token-limit-per-user", "1000");
      settings.putAll(options.settings());
      try (Backend backend = SallyportInstances.database(settings);
          Sallyport sallyport = SallyportInstances.open(settings)) {
        int rows = options.number("rows");
        postgres.run(
            DATABASE, FILL_KEYS.formatted(KEYS_PER_OWNER, rows, rows / options.number("expired")));
        postgres.run(DATABASE, FILL_ACCOUNTS);
        postgres.run(DATABASE, FILL_USERS);
        postgres.run(DATABASE, "vacuum analyze");
        Report.progress("filled");
        lookUps(postgres, backend);
        lists(postgres, sallyport.keys());
        changes(postgres, sallyport.keys());
      }
    }
  }

  private void lookUps(Postgres postgres, Backend backend) {
    var tokens = backend.keys();
    measure(postgres, "lookup", () -> tokens.findByLookup(lookup()).stream().count());
    measure(
        postgres,
        "lookup of a batch of " + BATCH + "",
        () ->
            tokens
                .findByLookups(IntStream.range(0, BATCH).mapToObj(i -> lookup()).toList())
                .size());
  }

  private void lists(Postgres postgres, ApiKeyManager keys) {
    int last = options.number("rows") / PAGE - 1;
    Owner owner = owner();
    Instant now = Instant.now();
    list(postgres, keys, "first page, newest first", page(ApiKeyFilter.ALL, 0));
    list(postgres, keys, "page 1,000", page(ApiKeyFilter.ALL, 1000));
    list(postgres, keys, "last page", page(ApiKeyFilter.ALL, last));
    list(postgres, keys, "of an account", page(ofAccount(owner), 0));
    list(postgres, keys, "of a user", page(ApiKeyFilter.ALL.with(USER, owner.userId()), 0));
    list(postgres, keys, "inactive", page(ApiKeyFilter.ALL.with(ACTIVE, false), 0));
    list(postgres, keys, "expired", page(ApiKeyFilter.ALL.with(EXPIRED_AT, now), 0));
    list(postgres, keys, "never used", page(ApiKeyFilter.ALL.with(NEVER_USED, true), 0));
    Instant lately = now.minus(60, ChronoUnit.DAYS);
    list(
        postgres, keys, "unused for 60 days", page(ApiKeyFilter.ALL.with(UNUSED_SINCE, lately), 0));
    list(postgres, keys, "with a scope", page(ApiKeyFilter.ALL.with(SCOPE, "chat:read"), 0));
    list(postgres, keys, "with a rare tag", page(ApiKeyFilter.ALL.with(TAG, "team-40"), 0));
    list(
        postgres,
        keys,
        "containing \"pipeline 976\"",
        page(ApiKeyFilter.ALL.with(TEXT, "pipeline 976"), 0));
    for (By by : By.values()) {
      ApiKeyQuery query = page(ApiKeyFilter.ALL, 0).sorted(ApiKeySort.descending(by));
      list(postgres, keys, "first page by " + by + ", descending", query);
    }
    measure(postgres, "summary of all", () -> keys.summary(days(30)).total());
    measure(
        postgres, "summary of an account", () -> keys.summary(owner.accountId(), days(30)).total());
  }

  private void changes(Postgres postgres, ApiKeyManager keys) {
    measure(
        postgres,
        "create, under a limit of the owner",
        () -> keys.create(CreateKeyRequest.of(owner(), "new")) instanceof Created ? 1 : 0);
    long start = System.nanoTime();
    int purged = keys.purge(Duration.ZERO);
    double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);
    table.row(
        "purge of all expired keys",
        "%,d".formatted(purged),
        "%,.0f (%,.0f keys/s)".formatted(seconds * 1000, purged / seconds),
        "",
        "");
  }

  private void list(Postgres postgres, ApiKeyManager keys, String name, ApiKeyQuery query) {
    measure(postgres, name, () -> keys.list(query).total());
  }

  private interface Call {
    long run();
  }

  private void measure(Postgres postgres, String name, Call call) {
    long found = call.run(); // plans and classes
    long scans = scans(postgres);
    List<Double> millis = new ArrayList<>();
    for (int i = 0; i < options.number("times"); i++) {
      long start = System.nanoTime();
      found = call.run();
      millis.add((System.nanoTime() - start) / 1e6);
    }
    Spread spread = Spread.of(millis);
    boolean isScanning = scans(postgres) > scans;
    table.row(
        name,
        "%,d".formatted(found),
        "%,.2f".formatted(spread.median()),
        "%,.2f".formatted(spread.max()),
        isScanning ? "yes" : "no");
    Report.progress("%s: %s ms", name, spread.text(2));
  }

  /** PostgreSQL updates this counter some time after a transaction has ended. */
  private static long scans(Postgres postgres) {
    try {
      TimeUnit.MILLISECONDS.sleep(1500);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return postgres.number(DATABASE, SCANS);
  }

  private static ApiKeyQuery page(ApiKeyFilter filter, int page) {
    return ApiKeyQuery.of(filter).page(page, PAGE);
  }

  private static ApiKeyFilter ofAccount(Owner owner) {
    return ApiKeyFilter.ALL.with(ACCOUNT, owner.accountId());
  }

  private Owner owner() {
    int number = random.nextInt(options.number("rows") / KEYS_PER_OWNER);
    return new Owner("0000-%04d-0000".formatted(number), "user" + number);
  }

  /**
   * Returns the lookup id of an existing key, as the statement that filled the table created it.
   */
  private String lookup() {
    long number = random.nextInt(options.number("rows"));
    return "k%011d".formatted(number * SPREAD % PRIME);
  }

  private static Duration days(int days) {
    return Duration.ofDays(days);
  }

  private void report() {
    Report.head("A million rows", options, "sallyport", "hibernate", "hikari", "postgresql");
    Report.note(
        "%s rows, %s times each; pages of %s with the total count",
        options.text("rows"), options.text("times"), PAGE);
    Report.table(table);
  }
}
