package dev.sallyport.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.example.jetty.RunningExample.Ran;
import dev.sallyport.key.ApiKey;
import dev.sallyport.knox.KnoxFormat;
import dev.sallyport.knox.KnoxRow;
import dev.sallyport.management.CreateResult.Created;
import dev.sallyport.token.Digester;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Searches all output, logs and files of a full run for tokens, passwords and digests. */
class SecrecyTest {
  private final List<String> everything = new ArrayList<>();
  private final List<String> tokens = new ArrayList<>();
  private final List<String> digests = new ArrayList<>();

  @TempDir Path dataDir;

  @Test
  void exposesNoSecretsExceptNewTokens() throws Exception {
    // The loggers of Jetty and of HTTP clients print network traffic at DEBUG.
    try (CapturedLog log = new CapturedLog("org.eclipse.jetty", "jdk")) {
      run();
      everything.addAll(log.lines());
    }
    assertThat(tokens).hasSizeGreaterThan(4);
    assertThat(everything).hasSizeGreaterThan(100);
    for (String token : tokens) {
      String secretPart = token.substring(15);
      assertThat(everything).noneMatch(text -> text.contains(secretPart));
    }
    for (String digest : digests) {
      assertThat(everything)
          .filteredOn(text -> !text.startsWith("INSERT INTO"))
          .filteredOn(text -> !text.startsWith("org.hibernate.orm.jdbc."))
          .noneMatch(text -> text.contains(digest));
    }
  }

  private void run() throws Exception {
    try (RunningExample example = RunningExample.in(dataDir)) {
      tokens.add(example.shown("token"));
      // Cut to the length of a token, since the search for the secret part omits the start.
      tokens.add("-".repeat(15) + example.shown("password"));
      Created created = example.create();
      note(created.key(), created.token());
      everything.add(created.toString());
      usedByItsHolder(example, created);
      presentedByOthers(example);
      broughtFromKnox(example);
      handledByTheCommand(example, created);
      example.sallyport().flush();
      everything.addAll(dumpOf(example));
    }
  }

  private void usedByItsHolder(RunningExample example, Created created) throws Exception {
    Secret token = created.token();
    for (String scheme : List.of("Token ", "Bearer ")) {
      keep(example.whoami(scheme + token.reveal()));
    }
    keep(example.get(RunningExample.WHOAMI, "X-API-Key", token.reveal()));
    keep(example.get("/nothing", "X-API-Key", token.reveal()));
    example.sallyport().keys().deactivate(created.key().id());
    keep(example.whoami("Token " + token.reveal()));
    example.sallyport().keys().activate(created.key().id());
    everything.add(example.sallyport().authenticator().authenticate(token).toString());
    everything.add(example.sallyport().keys().get(created.key().id()).toString());
  }

  private void presentedByOthers(RunningExample example) throws Exception {
    String unknown = TokenFormat.sallyport("sp").generate().reveal();
    tokens.add(unknown);
    keep(example.whoami("Token " + unknown));
    keep(example.whoami("Token " + unknown + "x"));
    keep(example.whoami("Token " + unknown + " " + unknown));
    keep(example.get(RunningExample.WHOAMI, "Authorization", unknown));
    keep(example.get(RunningExample.WHOAMI, "Authorization", "Token " + unknown, "X-API-Key", "x"));
  }

  private void broughtFromKnox(RunningExample example) throws Exception {
    Secret old = KnoxFormat.of("").generate();
    String digest = Digester.sha512().digest(old).substring("sha512$".length());
    tokens.add(old.reveal());
    digests.add(digest);
    Path csv = dataDir.resolve("keys.csv");
    Files.writeString(
        csv,
        "digest,token_key,username,account_number,created\n"
            + "%s,%s,ada,1111-2222-3333,%s\n".formatted(digest, "x".repeat(15), Instant.EPOCH)
            + "%s,%s,ada,no account,%s\n".formatted(digest, "x".repeat(15), Instant.EPOCH));
    keep(example.cli("import", csv.toString()));
    keep(example.whoami("Token " + old.reveal()));
    everything.add(row(digest).toString());
  }

  private void handledByTheCommand(RunningExample example, Created created) throws Exception {
    String id = created.key().id().toString();
    for (String command : List.of("show", "deactivate", "activate", "toggle")) {
      keep(example.cli("keys", command, id));
      keep(example.cli("keys", command, id, "--no-such-option"));
    }
    keep(example.cli("keys", "show", id, "--format", "json"));
    keep(example.cli("keys", "list"));
    keep(example.cli("keys", "list", "--format", "json"));
    keep(
        example.cli(
            "whoami", "--api-key", created.token().reveal(), "--url", example.uri().toString()));
    keep(example.cli("whoami", "--api-key", tokens.get(0) + "x", "--url", "http://127.0.0.1:1"));
    keep(example.cli("keys", "delete", id, "--yes"));
  }

  private void note(ApiKey key, Secret token) {
    tokens.add(token.reveal());
    digests.add(key.digest());
  }

  private void keep(HttpResponse<String> response) {
    everything.add(response.headers().map() + response.body());
  }

  private void keep(Ran ran) {
    everything.add(ran.out() + ran.err());
  }

  private static KnoxRow row(String digest) {
    return new KnoxRow(
        digest,
        FirstStart.OWNER,
        null,
        null,
        "",
        List.of(),
        true,
        true,
        true,
        Instant.EPOCH,
        null,
        null);
  }

  private static List<String> dumpOf(RunningExample example) throws Exception {
    List<String> lines = new ArrayList<>();
    try (Connection connection = example.connect();
        ResultSet script = connection.createStatement().executeQuery("SCRIPT")) {
      while (script.next()) {
        lines.add(script.getString(1));
      }
    }
    assertThat(lines).anyMatch(line -> line.toLowerCase(Locale.ROOT).contains("sallyport_key"));
    return lines;
  }
}
