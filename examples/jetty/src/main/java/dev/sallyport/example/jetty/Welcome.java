package dev.sallyport.example.jetty;

import java.io.PrintStream;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/** Output of the example after its start. */
final class Welcome {
  private static final String CHAT = "{\"messages\":[{\"role\":\"user\",\"content\":\"Hello\"}]}";

  private final PrintStream out;
  private final URI uri;

  Welcome(PrintStream out, URI uri) {
    this.out = out;
    this.uri = uri;
  }

  /** Shows the password and the token, at the first start only. */
  void showOnce(FirstStart first) {
    out.println();
    out.println("Created at this first start, and shown only once:");
    out.println("account: " + FirstStart.OWNER.accountId());
    out.println("user: " + FirstStart.OWNER.userId());
    out.println("password: " + first.password().reveal());
    out.println("token: " + first.token().reveal());
    showRequests(first.token().reveal());
    out.printf(
        "  curl -X POST -u '%s:%s' %s/api/v1/auth/login/%n",
        FirstStart.OWNER.userId(), first.password().reveal(), uri);
  }

  /** Shows sample requests without a token, at later starts. */
  void showRequests() {
    showRequests("<token>");
  }

  /**
   * Shows commands for another terminal.
   *
   * @param options options of the command for the database
   * @param newest id of the newest key; empty if there is none
   */
  void showDatabase(String options, Optional<UUID> newest) {
    if (newest.isPresent()) {
      out.println();
      out.println(
          "The chat with 'demo' requires the first key; other keys get 403 until they are bound."
              + " This binds the newest key; for another key, use its id:");
      out.printf(
          "  auth-cli/bin/sallyport bindings add %s --account %s --name demo %s%n",
          newest.get(), FirstStart.OWNER.accountId(), options);
    }
    out.println();
    out.println("Manage the keys from another terminal, whether or not this server runs:");
    out.println("  auth-cli/bin/sallyport keys list " + options);
    out.printf(
        "  auth-cli/bin/sallyport keys create --account %s --user %s"
            + " --description 'Another key' %s%n",
        FirstStart.OWNER.accountId(), FirstStart.OWNER.userId(), options);
  }

  /** Shows the URL of the chat page. */
  void showPage(URI page) {
    out.println();
    out.println("Chat in the browser, from another origin: " + page + "/");
  }

  void showEnd() {
    out.println();
    out.println("Console, with the user and the password of the first start: " + uri + "/admin/");
    out.println();
    out.println("Sallyport example is listening on " + uri + " (Ctrl-C stops it)");
    out.flush();
  }

  private void showRequests(String token) {
    out.println();
    out.println("Try:");
    out.println("  curl -i " + uri + "/api/v1/cli/whoami/");
    out.printf("  curl -H 'Authorization: Token %s' %s/api/v1/cli/whoami/%n", token, uri);
    out.printf(
        "  curl -H 'Authorization: Token %s' -H 'Content-Type: application/json' -d '%s'"
            + " %s/api/v1/llm-clients/demo/chat/%n",
        token, CHAT, uri);
  }
}
