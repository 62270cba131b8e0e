package dev.sallyport.knox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.servlet.CapturedLog;
import dev.sallyport.servlet.JettyContainer;
import dev.sallyport.servlet.Site;
import dev.sallyport.servlet.TestSallyport;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** While the store fails each login does, and the log gets a warning a second. */
final class LoginOutageTest {
  private static final int REQUESTS = 20;

  @Test
  void warnsOnceASecond() throws Exception {
    String password = UUID.randomUUID().toString();
    String basic = Site.basic("alice", password);
    TestSallyport fixture = new TestSallyport();
    Site site = KnoxSite.on(JettyContainer::start, fixture);
    fixture.addUser("alice", password, true);
    fixture.store.setDown(true);
    try (CapturedLog log = new CapturedLog()) {
      long start = System.nanoTime();
      for (int i = 0; i < REQUESTS; i++) {
        assertThat(site.send("POST", "/api/v1/auth/login/", "Authorization", basic).statusCode())
            .isEqualTo(503);
      }
      long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
      assertThat(log.lines())
          .filteredOn(
              it -> it.startsWith("WARN Responded with 503: The login could not be checked."))
          .hasSizeBetween(1, (int) seconds + 1);
    } finally {
      site.close();
    }
  }
}
