package dev.sallyport.cli.audit;

import dev.sallyport.admin.api.AdminJson;
import dev.sallyport.admin.api.EventPageView;
import dev.sallyport.admin.api.EventView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.key.KeyReference;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.cli.owner.UserReference;
import dev.sallyport.cli.resource.ResourceOptions;
import dev.sallyport.key.Owner;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code audit list}: lists the latest entries, newest last. */
@Command(
    name = "list",
    header = "List the latest entries of the audit log, newest last.",
    description = {
      "",
      "Changed values and the reason are shown below each entry. Long texts are cut; JSON is"
          + " complete.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport audit list",
      "  sallyport audit list --key ci",
      "  sallyport audit list --limit 1000 --format json \\",
      "      | jq '.items[] | select(.actor == \"cli:ada\")'"
    },
    sortOptions = false)
public final class AuditList implements Runnable {
  private static final int MAX_LIMIT = 1000;
  private static final int MAX_LOOKED_UP = 20;
  private static final String KEY = "key:";

  @ArgGroup private final Subject only = new Subject();

  @Option(
      names = "--limit",
      paramLabel = "N",
      order = 5,
      description = "Maximum number of entries, 1 to " + MAX_LIMIT + ". Default: 50.")
  private int limit = 50;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private final CliContext context;

  public AuditList(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new UsageException("--limit must be 1 to " + MAX_LIMIT);
    }
    List<EventView> entries;
    Map<String, String> names = Map.of();
    try (AdminClient client = connection.open(context)) {
      Optional<String> subject = only.subject(client);
      entries = oldestFirst(client.auditLog().latest(subject, limit));
      if (format.isTable() && context.screen().isTerminal()) {
        names = namesOfKeys(entries, client.keys());
      }
    }
    Output output = context.output();
    if (!format.isTable()) {
      output.result(format.text(new EventPageView(entries, null)));
    } else if (entries.isEmpty()) {
      output.note("No entries found.");
    } else {
      output.result(AuditTable.of(entries, names, context));
    }
  }

  /** Returns names by subject: the latest in the entries, else those of some keys that exist. */
  private static Map<String, String> namesOfKeys(List<EventView> entries, KeyClient keys) {
    Map<String, String> names = new HashMap<>();
    for (EventView entry : entries) {
      Stream.of(entry.before(), entry.after())
          .flatMap(it -> Optional.ofNullable(it.get("name")).stream())
          .filter(it -> entry.subject().startsWith(KEY))
          .forEach(name -> names.put(entry.subject(), name));
    }
    entries.stream()
        .flatMap(it -> Stream.of(it.subject(), it.actor()))
        .filter(it -> it.startsWith(KEY) && !names.containsKey(it))
        .distinct()
        .limit(MAX_LOOKED_UP)
        .flatMap(it -> AdminJson.uuid(it.substring(KEY.length())).stream())
        .flatMap(id -> keys.find(id).stream())
        .forEach(key -> names.put(KEY + key.id(), key.name()));
    return names;
  }

  private static List<EventView> oldestFirst(List<EventView> newestFirst) {
    List<EventView> entries = new ArrayList<>(newestFirst);
    Collections.reverse(entries);
    return entries;
  }

  /** Mutually exclusive options for the subject. */
  static final class Subject {
    @Option(
        names = "--key",
        paramLabel = "KEY",
        order = 1,
        description = "Only changes of this key, by its id or name.")
    private @Nullable String key;

    @Option(
        names = "--account",
        paramLabel = "ACCOUNT",
        order = 2,
        description = "Only changes of this account, without its users and keys.")
    private @Nullable String accountId;

    @Option(
        names = "--user",
        paramLabel = "USER",
        order = 3,
        description =
            "Only changes of this user, without the user's keys; USER@ACCOUNT if the id exists in"
                + " several accounts.")
    private @Nullable String user;

    @Option(
        names = "--resource",
        paramLabel = "TYPE/NAME",
        order = 4,
        description = "Only changes of this resource, such as llm-client/sales-bot.")
    private @Nullable String resource;

    Optional<String> subject(AdminClient client) {
      if (key != null) {
        return Optional.of(KEY + KeyReference.of(key).id(client.keys()));
      }
      if (accountId != null) {
        String account = accountId;
        return Optional.of(
            "account:" + UsageException.convertInvalidValue(() -> Owner.requireAccountId(account)));
      }
      if (resource != null) {
        return Optional.of("resource:" + ResourceOptions.parse(resource));
      }
      return Optional.ofNullable(user)
          .map(it -> "user:" + new UserReference(it).findOrNamed(client));
    }
  }
}
