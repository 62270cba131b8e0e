package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.management.KeyUpdate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Tests the pages of the audit log. */
class ConsoleAuditTest extends SignedInUsers {
  private Created named(String name) {
    return fixture.create(CreateKeyRequest.of(AdminApplication.ADA, name));
  }

  @Test
  void namesKeysAndPeopleInAuditLog() throws Exception {
    Created key = named("nightly");
    root.send(pathOf(key) + "/switch", Map.of("to", "off", "reason", "leaked"));
    Created other = named("gone");
    fixture.sallyport.keys().delete(other.key().id());
    String log = root.get("/audit").body();
    assertThat(log)
        .contains("title=\"key:" + key.key().id() + "\">nightly</a>")
        .contains("title=\"user:" + AdminApplication.ROOT + "\">root</a>")
        .contains("Key deactivated", "<q>leaked</q>")
        .as("a deleted key has no page")
        .contains(
            "href=\"/admin/audit?subject=key%3A"
                + other.key().id()
                + "\" title=\"key:"
                + other.key().id()
                + "\">gone</a>")
        .contains("href=\"/admin/audit?actor=user%3Aroot%401111-2222-3333\"");
    assertThat(root.get("/audit?subject=key%3A" + other.key().id()).body())
        .contains("Key deleted")
        .doesNotContain("Key deactivated");
  }

  @Test
  void takesActorOfALinkLiterally() throws Exception {
    fixture.addUser(new Owner(AdminApplication.ACCOUNT, "possession"), true);
    Created key = named("leaked");
    fixture.sallyport.keys().as(AuditContext.of("possession", "")).deactivate(key.key().id());
    assertThat(root.get("/audit?actor=possession").body())
        .contains("Key deactivated", "Only entries by <code>possession</code>.")
        .contains("name=\"actor\" value=\"possession\"");
    assertThat(root.get("/audit?person=possession&actor=possession").body())
        .contains("No entries match");
  }

  @Test
  void findsKeyOfExactNameAmongManyOthers() throws Exception {
    for (int i = 0; i < 25; i++) {
      named("ci " + i);
    }
    assertThat(root.get("/audit?key=ci").body())
        .contains("Several keys match", "More keys match")
        .doesNotContain(">ci 25<");
    Created key = named("CI");
    fixture.clock.advance(Duration.ofMinutes(1));
    for (int i = 0; i < 510; i++) {
      named("ci of many " + i);
    }
    assertThat(root.get("/audit?key=ci").body())
        .contains("title=\"key:" + key.key().id())
        .doesNotContain("Several keys match");
  }

  @Test
  void keepsTokensOutOfTheAddress() throws Exception {
    Created key = named("one");
    String token = key.token().reveal();
    for (String field : List.of("person", "key", "subject", "actor")) {
      Answer found = root.send("/audit", Map.of(field, token));
      assertThat(found.header("Location")).as(field).isEqualTo("/admin" + pathOf(key));
      Answer warned = root.get("/audit?" + field + "=" + token);
      assertThat(warned.header("Location")).as(field).isEqualTo("/admin" + pathOf(key));
      assertThat(root.get(pathOf(key)).body())
          .contains("A token was part of the address")
          .doesNotContain(token);
    }
    assertThat(root.get("/audit/export?key=" + token).header("Location"))
        .isEqualTo("/admin" + pathOf(key));
    Answer part = root.send("/audit", Map.of("key", token.substring(0, 40)));
    assertThat(part.header("Location")).isEqualTo("/admin/audit");
    Owner owner = new Owner(AdminApplication.ACCOUNT, "Zx81QwertyUiop0123456789Ab");
    fixture.addUser(owner, true);
    assertThat(root.get("/audit?subject=user%3A" + owner.toString().replace("@", "%40")).body())
        .as("an id that looks like a part of a token")
        .contains("User created");
    Answer ordinary = root.send("/audit", Map.of("key", "one", "action", "key."));
    assertThat(ordinary.header("Location")).isEqualTo("/admin/audit?key=one&action=key.");
  }

  @Test
  void showsWhatChangedAtTheEndOfALongText() throws Exception {
    Created key = named("of many scopes");
    String scopes = "report:read " + "a".repeat(60) + ":read " + "b".repeat(60) + ":read";
    Set<String> before = Set.of(scopes.split(" "));
    fixture.sallyport.keys().edit(key.key().id(), KeyUpdate.NOTHING.scopes(before));
    Set<String> after = new TreeSet<>(before);
    after.add("zone:write");
    fixture.sallyport.keys().edit(key.key().id(), KeyUpdate.NOTHING.scopes(after));
    assertThat(root.get("/audit").body()).contains("zone:write");
  }

  @Test
  void filtersAuditLogByPersonKeyActionAndDay() throws Exception {
    Created key = named("nightly");
    named("weekly one");
    named("weekly two");
    root.send(pathOf(key) + "/switch", Map.of("to", "off"));
    assertThat(root.get("/audit?person=root&key=NIGHTLY").body())
        .contains("Key deactivated")
        .doesNotContain("Key created", "weekly");
    assertThat(root.get("/audit?key=weekly").body())
        .contains("Several keys match", "weekly one", "weekly two");
    assertThat(root.get("/audit?key=nothing").body()).contains("no key has this name or id");
    assertThat(root.get("/audit?since=2026-03-29&until=2026-03-29&action=key.").body())
        .contains("Key deactivated", "Key created");
    assertThat(root.get("/audit?until=2026-03-28").body()).contains("No entries match");
    assertThat(root.get("/audit?since=soon").body()).contains("a day must be a date");
    assertThat(root.get("/audit?person=eve").body()).contains("No entries match");
    Answer file = root.get("/audit/export?person=root&action=key.");
    assertThat(file.header("Content-Disposition")).contains("audit-log.csv");
    assertThat(file.body().lines().count()).isEqualTo(2);
    assertThat(file.body()).contains("\"key.deactivated\"", "\"nightly\"", "\"user:" + "root@");
  }

  @Test
  void filtersAuditLogByDeletedUser() throws Exception {
    Created key = named("nightly");
    AuditContext gone = AuditContext.of("user:gone@" + AdminApplication.ACCOUNT, "");
    fixture.sallyport.keys().as(gone).deactivate(key.key().id());
    assertThat(root.get("/audit?person=application").body())
        .contains("Key created", "Only entries by <code>application</code>.")
        .doesNotContain("Key deactivated");
    assertThat(root.get("/audit?person=gone").body())
        .contains("Key deactivated", "Only entries by <code>user:gone@1111-2222-3333</code>.")
        .doesNotContain("Key created");
  }

  @Test
  void filtersAuditLogByKeyInsteadOfSubject() throws Exception {
    Created one = named("one");
    Created two = named("two");
    String page = root.get("/audit?key=two&subject=key:" + one.key().id()).body();
    assertThat(page)
        .contains("title=\"key:" + two.key().id())
        .doesNotContain("Only entries about", "name=\"subject\"");
  }

  @Test
  void exportsVisibleEntriesBehindManyForeignOnes() throws Exception {
    AuditContext context = AuditContext.of("mine", "");
    CreateKeyRequest requested = CreateKeyRequest.of(AdminApplication.ADA, "mine");
    fixture.sallyport.keys().as(context).create(requested);
    Created foreign = fixture.create(AdminApplication.EVE);
    for (int i = 0; i < 10_500; i++) {
      fixture.sallyport.keys().deactivate(foreign.key().id());
      fixture.sallyport.keys().activate(foreign.key().id());
    }
    assertThat(ada.get("/audit/export?action=key.").body()).contains("\"mine\"");
    String all = root.get("/audit/export").body();
    assertThat(all.lines().count()).isEqualTo(10_002);
    assertThat(all.lines().reduce((before, last) -> last).orElseThrow())
        .startsWith("\"More entries may follow before no. ");
  }
}
