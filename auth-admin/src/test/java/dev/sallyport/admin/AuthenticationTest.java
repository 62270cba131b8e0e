package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.admin.AdminSite.Caller;
import dev.sallyport.audit.UsageReport;
import dev.sallyport.audit.UsageReports;
import dev.sallyport.audit.UsageSubject;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.TokenFormat;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuthenticationTest {
  private AdminSite site;
  private List<Sample> samples;
  private long entries;

  @BeforeEach
  void start() throws Exception {
    site = new AdminSite();
    Created key = site.fixture.create(AdminApplication.ADA);
    samples = Sample.all(key.key().id(), AdminApplication.ACCOUNT, "ada", "llm-client/some");
    entries = site.fixture.lastEntry().sequence();
  }

  @AfterEach
  void stop() {
    site.close();
  }

  @Test
  void deniesRequestsWithoutCredentials() throws Exception {
    for (Sample sample : samples) {
      Answer answer = sample.send(site.asNobody());
      assertThat(answer.status()).as(sample.toString()).isEqualTo(401);
      assertThat(answer.problem()).isEqualTo("no-credentials");
    }
    assertThat(site.asNobody().get("/no/such/path").status()).isEqualTo(401);
    assertThat(site.fixture.lastEntry().sequence()).isEqualTo(entries);
  }

  @Test
  void deniesInvalidTokensAndInactiveKeys() throws Exception {
    String unknown = TokenFormat.sallyport("sp").generate().reveal();
    assertThat(site.with("X-API-Key", unknown).get("/keys").problem()).isEqualTo("invalid-token");
    Created off = site.fixture.create(AdminApplication.ROOT, "admin:*");
    site.fixture.sallyport.keys().deactivate(off.key().id());
    Answer answer = site.as(off).get("/keys");
    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.problem()).isEqualTo("inactive-key");
  }

  @Test
  void acceptsTokensLikeTheFilter() throws Exception {
    String token = site.fixture.create(AdminApplication.ROOT, "admin:*").token().reveal();
    for (Caller caller :
        List.of(
            site.with("Authorization", "Token " + token),
            site.with("Authorization", "Bearer " + token),
            site.with("X-API-Key", token))) {
      assertThat(caller.get("/whoami").status()).isEqualTo(200);
    }
    assertThat(
            site.with("Authorization", "Token " + token, "X-API-Key", token)
                .get("/whoami")
                .status())
        .isEqualTo(401);
  }

  @Test
  void deniesKeysWithoutScope() throws Exception {
    List<Caller> without =
        List.of(
            site.as(site.fixture.create(AdminApplication.ROOT)),
            site.as(
                site.fixture.create(AdminApplication.ROOT, "admin", "administrator:*", "chat:*")));
    for (Sample sample : samples) {
      for (Caller caller : without) {
        Answer answer = sample.send(caller);
        assertThat(answer.status()).as(sample.toString()).isEqualTo(403);
        assertThat(answer.problem()).isEqualTo("insufficient-scope");
        String needed = sample.isRead() ? "admin:read" : "admin:write";
        assertThat(answer.at("/requiredScopes/0")).isEqualTo(needed);
      }
    }
  }

  @Test
  void allowsOnlyReadsWithReadScope() throws Exception {
    Caller reader = site.as(site.fixture.create(AdminApplication.ROOT, "admin:read"));
    entries = site.fixture.lastEntry().sequence();
    for (Sample sample : samples) {
      int status = sample.send(reader).status();
      if (sample.isRead()) {
        assertThat(status).as(sample.toString()).isIn(200, 404);
      } else {
        assertThat(status).as(sample.toString()).isEqualTo(403);
      }
    }
    assertThat(reader.get("/whoami").json().path("mayChange").asBoolean()).isFalse();
    assertThat(site.fixture.lastEntry().sequence()).as("no changes").isEqualTo(entries);
  }

  @Test
  void deniesReadsWithWriteScope() throws Exception {
    Caller writer = site.as(site.fixture.create(AdminApplication.ROOT, "admin:write"));
    assertThat(writer.get("/keys").status()).isEqualTo(403);
    assertThat(samples.stream().filter(it -> !it.isRead()).findFirst().orElseThrow().send(writer))
        .extracting(Answer::status)
        .isNotEqualTo(403);
  }

  @Test
  void deniesKeysOfDemotedUsers() throws Exception {
    Created key = site.fixture.create(AdminApplication.BOB, "admin:*");
    site.fixture.sallyport.ownerManager().removeStaff(AdminApplication.BOB);
    for (Sample sample : samples) {
      Answer answer = sample.send(site.as(key));
      assertThat(answer.status()).as(sample.toString()).isEqualTo(403);
      assertThat(answer.problem()).isEqualTo("not-staff");
    }
    site.fixture.sallyport.flush();
    assertThat(site.fixture.stored(key.key().id()).lastUsedAt()).as("no recorded use").isNull();
    UsageReport usage =
        site.fixture
            .sallyport
            .usage()
            .read(
                UsageSubject.key(key.key().id()),
                AdminApplication.NOW.minus(Duration.ofHours(1)),
                AdminApplication.NOW.plus(Duration.ofHours(1)),
                UsageReports.Step.HOUR);
    assertThat(usage.authenticated()).isZero();
    assertThat(usage.denied()).as("counted once each").isEqualTo(samples.size());
    site.fixture.sallyport.ownerManager().deactivateUser(AdminApplication.BOB);
    assertThat(site.as(key).get("/whoami").status()).isEqualTo(401);
  }

  @Test
  void comparesSuperusersCaseSensitively() throws Exception {
    Owner other = new Owner(AdminApplication.OTHER_ACCOUNT, "ROOT");
    site.fixture.addUser(other, true);
    Caller caller = site.as(site.fixture.create(other, "admin:*"));
    assertThat(caller.get("/whoami").json().path("superuser").asBoolean()).isFalse();
    assertThat(caller.get("/keys").json().path("total").asInt()).isEqualTo(1);
  }

  @Test
  void returnsMethodsWithoutAuthentication() throws Exception {
    Answer options = site.asNobody().send("OPTIONS", "/keys/whatever", "");
    assertThat(options.status()).isEqualTo(204);
    assertThat(options.header("Allow")).isEqualTo("DELETE, GET, HEAD, OPTIONS, PATCH");
    assertThat(site.asNobody().send("OPTIONS", "/nothing", "").status()).isEqualTo(404);
  }

  @Test
  void countsUseAndQuota() throws Exception {
    Created key = site.fixture.create(AdminApplication.ROOT, "admin:*");
    assertThat(site.as(key).get("/whoami").status()).isEqualTo(200);
    site.fixture.sallyport.flush();
    assertThat(site.fixture.stored(key.key().id()).lastUsedAt()).isEqualTo(AdminApplication.NOW);
  }
}
