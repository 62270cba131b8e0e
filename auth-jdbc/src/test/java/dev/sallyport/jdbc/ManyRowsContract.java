package dev.sallyport.jdbc;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditQuery;
import dev.sallyport.key.EffectiveState;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.spi.ApiKeySort;
import dev.sallyport.spi.ApiKeySort.By;
import dev.sallyport.spi.Backend;
import dev.sallyport.spi.SummaryQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Rows that lists read of 100,000 keys and audit entries on PostgreSQL. Decision 0148 names the
 * lists that read all: those by last use, by the state of owners, and searches.
 */
@Tag("slow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ManyRowsContract {
  private static final int SAMPLES = 3;
  private static final int SIZE = 50;

  /** A page is read to its end, and keys are counted up to a number, some of them in vain. */
  private static final int MOST = 3 * ApiKeyQuery.MAX_COUNTED;

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");

  private static final List<String> INSERTS =
      List.of(
          "insert into sallyport_account select 'account-' || a, '', a <> 3 from"
              + " generate_series(1, 4) a",
          "insert into sallyport_user select 'account-' || a, 'user-' || u, 'PERSON', '', u <> 7,"
              + " true from generate_series(1, 4) a, generate_series(1, 100) u",
          """
          insert into sallyport_key (id, lookup_id, digest, account_id, user_id, name, description,
            scopes, networks, tags, token_prefix, active, created_at, updated_at, expires_at,
            renewable, last_used_at, expiry_fixed, version)
          select cast(gen_random_uuid() as varchar), 'lookup-' || x, 'sha512$',
            'account-' || case when x > 98000 then 4 else 1 + (x % 200) / 99 end, 'user-' || 1 + x % 99, 'Service ' || x,
            'of the warehouse', 'chat:read', '', 'prod', 'sp_', x % 100 <> 0, t - x * interval
            '1 minute', t, case when x % 50 = 0 then t - interval '1 day' when x % 2 = 0 then t +
            x * interval '1 minute' end, false, case when x % 10 <> 0 then t - x * interval
            '1 second' end, false, 0
          from generate_series(1, 100000) x, (select timestamp with time zone '2026-06-01 00:00Z' t)
          """,
          """
          insert into sallyport_audit
          select x, t + x * interval '1 minute', 'key.' || x % 5, 'key:' || x % 1000, 'user:' ||
            x % 100, '', '', '', '', repeat('0', 64), repeat('0', 64)
          from generate_series(1, 100000) x, (select timestamp with time zone '2026-01-01 00:00Z' t)
          """);

  private static final Pattern READ =
      Pattern.compile(" on (?:sallyport_key|sallyport_audit) .*rows=(\\d+)\\S* loops=(\\d+)\\)");
  private static final Pattern SKIPPED = Pattern.compile("Rows Removed by .*: (\\d+)");

  private final TestStore store;
  private final TestDatabase database = TestServer.POSTGRESQL.migratedDatabase();
  private final ExecutedStatements executed = new ExecutedStatements();
  private Backend backend;

  /** Creates the contract of a store. */
  protected ManyRowsContract(TestStore store) {
    this.store = store;
  }

  @BeforeAll
  final void insert() {
    INSERTS.forEach(database::run);
    database.run("vacuum analyze");
    backend = store.on(executed.of(database.dataSource()), SchemaMode.VALIDATE);
    executed.take(); // what opening it read
  }

  @AfterAll
  final void close() {
    backend.close();
  }

  @Test
  final void readsAsManyKeysAsAListShowsAndCounts() {
    SummaryQuery conditions =
        new SummaryQuery(
            null, NOW, NOW.plus(Duration.ofDays(30)), NOW.minus(Duration.ofDays(68)), false);
    ApiKeyQuery newest = ApiKeyQuery.all().page(0, SIZE);
    Map<String, ApiKeyQuery> lists = new LinkedHashMap<>();
    lists.put("first view", newest);
    lists.put("next page", newest.page(1, SIZE));
    lists.put("last counted page", newest.page(ApiKeyQuery.MAX_COUNTED / SIZE, SIZE));
    for (By by : List.of(By.CREATED, By.NAME, By.OWNER, By.EXPIRY)) {
      lists.put("by " + by, newest.sorted(ApiKeySort.ascending(by)));
      lists.put("by " + by + " descending", newest.sorted(ApiKeySort.descending(by)));
    }
    lists.put("account", newest.ofAccount("account-1"));
    lists.put("account of old keys", newest.ofAccount("account-4"));
    lists.put("user", newest.ofUser("user-9"));
    lists.put("owner", newest.ofAccount("account-2").ofUser("user-9"));
    lists.put("no owner", newest.ofAccount("account-2").ofUser("user-none"));
    for (EffectiveState state : EffectiveState.values()) {
      if (state != EffectiveState.OWNER_INACTIVE && state != EffectiveState.ACCOUNT_INACTIVE) {
        lists.put(state.word(), newest.where(conditions.in(state)));
      }
      ApiKeyFilter ofAccount =
          conditions
              .in(state)
              .with(ApiKeyFilter.ACCOUNT, "account-2")
              .with(ApiKeyFilter.USER, "user-5");
      lists.put(state.word() + " of owner", newest.where(ofAccount));
    }
    lists.put("expiring", newest.where(conditions.expiringSoon()));
    lists.put("over age", newest.where(conditions.overAge()));
    Map<String, String> tooMany = new LinkedHashMap<>();
    lists.forEach((name, query) -> tooMany.putAll(tooManyOf(name, query)));
    assertThat(tooMany).isEmpty();
  }

  /**
   * Plans depend on random samples of the rows: what is read too much with three of them counts.
   */
  private Map<String, String> tooManyOf(String name, ApiKeyQuery query) {
    Map<String, String> tooMany = new LinkedHashMap<>();
    for (int sample = 0; sample == 0 || (sample < SAMPLES && !tooMany.isEmpty()); sample++) {
      if (sample > 0) {
        database.run("analyze");
      }
      tooMany.clear();
      backend.keys().list(query);
      addTooMany(name, tooMany);
    }
    return tooMany;
  }

  /** The index is the one in the guide to persistence. */
  @Test
  final void readsFewKeysForATextWithTrigrams() {
    database.run("create extension pg_trgm");
    database.run(
        "create index key_text on sallyport_key using gin (lower(name) gin_trgm_ops,"
            + " lower(description) gin_trgm_ops, lower(user_id) gin_trgm_ops)");
    database.run("analyze sallyport_key");
    Map<String, String> tooMany = new LinkedHashMap<>();
    for (String text : List.of("Vice 4711", "no such text")) {
      ApiKeyFilter filter = ApiKeyFilter.ALL.with(ApiKeyFilter.TEXT, text);
      backend.keys().list(ApiKeyQuery.of(filter).page(0, SIZE));
      addTooMany(text, tooMany);
    }
    assertThat(tooMany).isEmpty();
  }

  @Test
  final void readsAsManyEntriesAsAPageShows() {
    AuditQuery latest = AuditQuery.latest(SIZE);
    Instant old = Instant.parse("2026-01-10T00:00:00Z");
    Map<String, AuditQuery> pages = new LinkedHashMap<>();
    pages.put("latest", latest);
    pages.put("older", latest.before(50_000));
    pages.put("key", latest.of("key:7"));
    pages.put("person", latest.by("user:7"));
    pages.put("since", latest.between(NOW.minus(Duration.ofDays(120)), null));
    pages.put("old day", latest.between(old, old.plus(Duration.ofDays(1))));
    pages.put("day before all", latest.between(Instant.EPOCH, Instant.EPOCH.plusSeconds(1)));
    pages.put("old action", latest.doing("key.3").between(old, old.plus(Duration.ofDays(1))));
    Map<String, String> tooMany = new LinkedHashMap<>();
    pages.forEach(
        (name, query) -> {
          backend.audit().find(query);
          addTooMany(name, tooMany);
        });
    assertThat(tooMany).isEmpty();
  }

  private void addTooMany(String name, Map<String, String> tooMany) {
    List<String> statements = executed.take();
    assertThat(statements).as(name).isNotEmpty();
    for (String statement : statements) {
      String plan =
          database.readAll("explain (analyze, timing off) " + statement).stream()
              .collect(joining("\n"));
      long read =
          READ.matcher(plan)
              .results()
              .mapToLong(it -> Long.parseLong(it.group(1)) * Long.parseLong(it.group(2)))
              .sum();
      long skipped =
          SKIPPED.matcher(plan).results().mapToLong(it -> Long.parseLong(it.group(1))).sum();
      assertThat(plan).as(name).containsPattern(" on sallyport_(key|audit) ");
      if (read + skipped > MOST) {
        tooMany.put(name + ": " + read + " + " + skipped, statement + "\n" + plan);
      }
    }
  }
}
