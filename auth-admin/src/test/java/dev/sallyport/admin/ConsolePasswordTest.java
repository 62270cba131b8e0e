package dev.sallyport.admin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.token.Secret;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsolePasswordTest {
  private static final String OLD = "many words in a row";
  private static final String NEW = " other words in a row ";

  private AdminApplication fixture;
  private AdminSite site;
  private ConsoleCaller ada;

  @BeforeEach
  void start() throws Exception {
    fixture = new AdminApplication();
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ADA, Secret.of(OLD));
    fixture.sallyport.ownerManager().setPassword(AdminApplication.ROOT, Secret.of(OLD));
    site =
        new AdminSite(
            fixture,
            new AdminServlet(),
            Map.of(
                "admin-sign-in",
                "directory",
                "admin-superusers",
                AdminApplication.ROOT.toString()));
    ada = new ConsoleCaller(site);
    ada.signIn("ada", OLD);
  }

  @AfterEach
  void stop() {
    site.close();
    fixture.close();
  }

  private Answer change(String old, String requested, String again) throws Exception {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("old", old);
    fields.put("password", requested);
    fields.put("again", again);
    return ada.send("/password", fields);
  }

  @Test
  void changesOwnPasswordWithOldOne() throws Exception {
    assertThat(ada.get("/keys").body()).contains("href=\"/admin/password\"");
    assertThat(ada.get("/password").body()).contains("autocomplete=\"current-password\"");
    assertThat(change(OLD, NEW, NEW).status()).isEqualTo(303);
    assertThat(fixture.lastEntry().record().action()).isEqualTo("user.password-set");
    assertThat(fixture.lastEntry().record().subject()).isEqualTo("user:" + AdminApplication.ADA);
    assertThat(fixture.lastEntry().record().actor()).isEqualTo("user:" + AdminApplication.ADA);
    ConsoleCaller again = new ConsoleCaller(site);
    assertThat(again.signIn("ada", OLD).status()).isEqualTo(403);
    assertThat(again.signIn("ada", NEW).status()).isEqualTo(303);
  }

  @Test
  void endsOtherSessionsAfterChange() throws Exception {
    ConsoleCaller elsewhere = new ConsoleCaller(site);
    elsewhere.signIn("ada", OLD);
    assertThat(change(OLD, NEW, NEW).status()).isEqualTo(303);
    Answer overview = ada.get("/");
    assertThat(overview.status()).isEqualTo(200);
    assertThat(overview.body()).contains("Password changed.");
    assertThat(elsewhere.get("/").status()).as("redirected to sign in").isEqualTo(303);
  }

  @Test
  void rejectsInvalidInput() throws Exception {
    long before = fixture.lastEntry().sequence();
    assertThat(change("not it", NEW, NEW).body()).contains("Incorrect old password.");
    assertThat(change(OLD, NEW, NEW.strip()).body()).contains("The new passwords do not match.");
    assertThat(change(OLD, "short", "short").body()).contains("must have 8 to 1000 characters");
    assertThat(change("", NEW, NEW).status()).isEqualTo(422);
    assertThat(change("x".repeat(5000), NEW, NEW).status()).isEqualTo(422);
    Answer same = change(OLD, OLD, OLD);
    assertThat(same.body()).contains("equals the old one").doesNotContain(OLD);
    assertThat(fixture.lastEntry().sequence()).isEqualTo(before);
  }

  @Test
  void throttlesGuessesOfOldPassword() throws Exception {
    Answer last = change("not it", NEW, NEW);
    while (last.status() == 422) {
      last = change("not it", NEW, NEW);
    }
    assertThat(last.status()).isEqualTo(429);
    assertThat(last.header("Retry-After")).isEqualTo("30");
    assertThat(last.body()).contains("Too many failed attempts. Try again in 30 seconds.");
    assertThat(change(OLD, NEW, NEW).status()).as("correct password").isEqualTo(429);
  }

  @Test
  void requiresOldPasswordOfSuperusers() throws Exception {
    ConsoleCaller root = new ConsoleCaller(site);
    root.signIn("root", OLD);
    assertThat(root.get("/users/user?account=1111-2222-3333&user=root").body())
        .contains("href=\"/admin/password\"")
        .doesNotContain("name=\"password\"");
    long before = fixture.lastEntry().sequence();
    Map<String, String> own =
        Map.of(
            "account",
            AdminApplication.ACCOUNT,
            "user",
            "root",
            "action",
            "password",
            "password",
            NEW);
    assertThat(root.send("/users/user", own).status()).isEqualTo(422);
    assertThat(fixture.lastEntry().sequence()).isEqualTo(before);
  }
}
