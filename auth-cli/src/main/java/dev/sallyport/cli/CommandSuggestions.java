package dev.sallyport.cli;

import static java.util.Map.entry;
import static java.util.stream.Collectors.joining;

import dev.sallyport.config.Suggestion;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Suggestions for unknown commands: by synonyms, such as {@code revoke} or {@code list-keys}, or by
 * a small edit distance. There is none rather than a wrong one.
 */
final class CommandSuggestions {
  /** Other words for groups. */
  private static final Map<String, String> GROUPS =
      Map.ofEntries(
          entry("key", "keys"),
          entry("token", "keys"),
          entry("tokens", "keys"),
          entry("resource", "resources"),
          entry("binding", "bindings"),
          entry("account", "accounts"),
          entry("user", "users"),
          entry("events", "audit"));

  /** Other words for verbs; the first that the group has is meant. */
  private static final Map<String, List<String>> VERBS =
      Map.ofEntries(
          entry("ls", List.of("list")),
          entry("new", List.of("create", "add")),
          entry("add", List.of("create")),
          entry("make", List.of("create")),
          entry("bind", List.of("add")),
          entry("unbind", List.of("remove")),
          entry("rm", List.of("delete", "remove")),
          entry("remove", List.of("delete")),
          entry("get", List.of("show", "list")),
          entry("view", List.of("show", "list")),
          entry("info", List.of("show", "list")),
          entry("rename", List.of("edit")),
          entry("describe", List.of("show")),
          entry("update", List.of("edit")),
          entry("set", List.of("edit")),
          entry("revoke", List.of("deactivate")),
          entry("disable", List.of("deactivate")),
          entry("suspend", List.of("deactivate")),
          entry("enable", List.of("activate")),
          entry("roll", List.of("rotate")),
          entry("search", List.of("find", "list")),
          entry("passwd", List.of("set-password")),
          entry("check", List.of("verify")));

  /** Other words for commands without a group. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          entry("config", "login"),
          entry("configure", "login"),
          entry("auth", "login"),
          entry("signin", "login"),
          entry("sign-in", "login"),
          entry("log-in", "login"),
          entry("log in", "login"),
          entry("signout", "logout"),
          entry("sign-out", "logout"),
          entry("log-out", "logout"),
          entry("log out", "logout"),
          entry("log", "audit"),
          entry("import-knox", "import"),
          entry("init", "migrate"),
          entry("generate-completion", "completion"),
          entry("password", "users set-password"),
          entry("set-password", "users set-password"));

  private final CommandNode root;

  CommandSuggestions(CommandNode root) {
    this.root = root;
  }

  /**
   * Returns the command that is probably meant.
   *
   * @param group the command whose subcommand is unknown
   * @param words the unknown words
   */
  Optional<String> closest(String group, List<String> words) {
    String word = words.get(0);
    Optional<CommandNode> node = root.child(group);
    if (node.isPresent()) {
      return verb(node.get(), word)
          .or(() -> Suggestion.closest(word, names(node.get())))
          .map(verb -> group + " " + verb);
    }
    String firstTwo = words.stream().limit(2).collect(joining(" "));
    return Optional.ofNullable(OTHERS.getOrDefault(firstTwo, OTHERS.get(word)))
        .or(() -> groupAndVerb(words))
        .or(() -> Suggestion.closest(word, names(root)));
  }

  /** Reads {@code list-keys}, {@code key-list}, {@code create key} or a verb alone, for keys. */
  private Optional<String> groupAndVerb(List<String> words) {
    List<String> parts = new ArrayList<>(Arrays.asList(words.get(0).split("[-_]")));
    parts.remove("api");
    if (parts.size() == 1 && words.size() > 1) {
      parts.add(words.get(1));
    }
    Optional<CommandNode> named = parts.stream().flatMap(part -> group(part).stream()).findFirst();
    if (named.isEmpty()) {
      return parts.size() > 1 && !parts.get(1).isEmpty() && words.size() == 1
          ? Optional.empty()
          : verb(root.child("keys").orElseThrow(), parts.get(0)).map("keys "::concat);
    }
    Optional<String> verb =
        parts.stream().flatMap(part -> verb(named.get(), part).stream()).findFirst();
    return Optional.of(named.get().name() + verb.map(" "::concat).orElse(""));
  }

  private Optional<CommandNode> group(String word) {
    return root.child(GROUPS.getOrDefault(word, word)).filter(it -> it.group() != null);
  }

  private static Optional<String> verb(CommandNode group, String word) {
    return List.of(List.of(word), VERBS.getOrDefault(word, List.of())).stream()
        .flatMap(List::stream)
        .filter(name -> group.child(name).isPresent())
        .findFirst();
  }

  private static List<String> names(CommandNode node) {
    return node.children().stream().map(CommandNode::name).toList();
  }
}
