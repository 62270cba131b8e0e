package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.audit.AuditContext;
import dev.sallyport.management.CreateKeyRequest;
import dev.sallyport.management.CreateResult.Created;
import java.util.Map;
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
        .contains("title=\"user:" + AdminApplication.ROOT + "\">root</span>")
        .contains("Key deactivated", "<q>leaked</q>")
        .as("a deleted key")
        .contains("title=\"key:" + other.key().id() + "\">gone</a>");
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
