package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.key.Owner;
import dev.sallyport.spi.OwnerRegistry.Account;
import dev.sallyport.spi.OwnerRegistry.User;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.WebElement;

/** Tests the list of ten thousand keys. */
@Tag("slow")
class ConsoleKeyListTest {
  private static final int KEYS = 10_000;

  /** The first key is the newest; every seventh is inactive, every third is owned by ada. */
  private static final String INSERT =
      """
      insert into sallyport_key (id, lookup_id, digest, account_id, user_id, name, description,
        scopes, tags, active, created_at, updated_at, expires_at, last_used_at, version,
        networks, token_prefix, renewable, expiry_fixed)
      select random_uuid(), 'lookup-' || x, 'sha512$', '3141-5926-5359',
        case when mod(x, 3) = 0 then 'ada' else 'admin' end, 'service ' || lpad(x, 6, '0'), '',
        case when mod(x, 10) = 0 then 'chat:read' else '' end, '', mod(x, 7) <> 0,
        dateadd(second, -x, timestamp with time zone '2026-01-01 00:00:00+00'),
        timestamp with time zone '2026-01-01 00:00:00+00', null,
        case when mod(x, 1000) = 0
          then dateadd(second, -x, timestamp with time zone '2026-06-01 00:00:00+00') end, 0,
        '', '', false, false
      from system_range(1, %d)
      """
          .formatted(KEYS);

  @TempDir static Path dataDir;
  private static RunningExample example;
  private static Browser browser;
  private static ConsoleScreen screen;

  @BeforeAll
  static void start() throws Exception {
    example = RunningExample.in(dataDir);
    var owners = example.sallyport().ownerManager();
    owners.createAccount(new Account("2718-2818-2845", "Others", true));
    User ada = User.person(new Owner("3141-5926-5359", "ada")).staff(true);
    owners.createUser(ada);
    try (Connection connection = example.connect();
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(INSERT)).isEqualTo(KEYS);
    }
    browser = Browser.start();
    screen = new ConsoleScreen(browser, example.uri());
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (example != null) {
      example.close();
    }
  }

  @BeforeEach
  void signIn() {
    screen.signIn("admin", example.shown("password"));
  }

  private static List<String> services(IntStream numbers) {
    return numbers.mapToObj("service %06d"::formatted).toList();
  }

  @Test
  void showsAllPages() {
    screen.go("/keys?sort=name");
    assertThat(screen.count()).isEqualTo("1 to 50 of more than 10,000 keys");
    assertThat(screen.names().subList(1, 50)).isEqualTo(services(IntStream.rangeClosed(1, 49)));
    screen.follow("Next");
    assertThat(screen.count()).isEqualTo("51 to 100 of more than 10,000 keys");
    assertThat(screen.names()).isEqualTo(services(IntStream.rangeClosed(50, 99)));
    screen.follow("201");
    assertThat(screen.names()).containsExactly("service 010000");
    screen.follow("Back");
    assertThat(screen.names()).isEqualTo(services(IntStream.rangeClosed(9_950, 9_999)));
    screen.go("/keys?sort=name&page=999999");
    assertThat(screen.count()).as("the last is not known").startsWith("1 to 50 of more than");
  }

  @Test
  void searchesWhileTyping() {
    screen.go("/keys");
    browser.find("#q").sendKeys("SERVICE 00123");
    screen.awaitCount("10 keys");
    assertThat(screen.names()).isEqualTo(services(IntStream.rangeClosed(1_230, 1_239)));
    assertThat(browser.evaluate("document.activeElement.id")).isEqualTo("q");
    assertThat(browser.uri().getQuery()).contains("q=SERVICE 00123");
    browser.find("#q").sendKeys("4");
    screen.awaitCount("1 key");
    browser.reload();
    assertThat(screen.names()).as("search in the URL").containsExactly("service 001234");
    browser.find("#q").sendKeys("%_");
    screen.awaitCount("0 keys");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void filtersAndSorts() {
    screen.go("/keys");
    screen.choose("#state", "Deactivated");
    screen.awaitCount("1 to 50 of 1,428 keys");
    assertThat(browser.findAll(".records .state"))
        .allMatch(it -> it.getText().equals("Deactivated"));
    browser.find(".filters summary").click();
    screen.fill("#user", "ada");
    screen.awaitCount("1 to 50 of 476 keys");
    screen.fill("#scope", "chat:read");
    screen.awaitCount("47 keys");
    screen.follow("Name");
    assertThat(screen.names().subList(0, 2)).isEqualTo(services(IntStream.of(210, 420)));
    assertThat(browser.findAll("th[aria-sort=ascending]")).hasSize(1);
    browser.leave(browser.find("th[aria-sort] a")::click);
    assertThat(screen.names().get(0)).isEqualTo("service 009870");
    assertThat(browser.find("th[aria-sort]").getDomAttribute("aria-sort")).isEqualTo("descending");

    screen.go("/keys").follow("Last used");
    assertThat(screen.names().get(0)).isEqualTo("service 001000");
    WebElement time = browser.find("[data-label='Last used'] time");
    assertThat(time.getText()).endsWith(" ago");
    assertThat(time.getDomAttribute("title")).isEqualTo("31 May 2026, 23:43:20 UTC");
    assertThat(time.getDomAttribute("datetime")).isEqualTo("2026-05-31T23:43:20Z");
  }

  @Test
  void countsKeysInOverviewLikeTheList() {
    screen.go("/").follow("8,573 Active".replace(" ", "\n"));
    assertThat(screen.count()).isEqualTo("1 to 50 of 8,573 keys");
    assertThat(screen.go("/keys?account=%07").text()).contains("Invalid search");
  }
}
