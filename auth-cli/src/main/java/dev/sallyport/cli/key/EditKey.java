package dev.sallyport.cli.key;

import dev.sallyport.cli.client.KeyChange;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.input.CidrConverter;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.key.Network;
import dev.sallyport.management.KeyUpdate;
import dev.sallyport.management.Lifetime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code keys edit}: changes properties of a key. */
@Command(
    name = "edit",
    header = "Change the name, description, scopes, networks, tags or expiry of a key.",
    description = {
      "",
      "Only the given properties change. An empty text removes a description and all scopes,"
          + " networks or tags.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys edit 4f5e1d9c --name 'CI of the blue team'",
      "  sallyport keys edit ci --scope chat:read --description ''",
      "  sallyport keys edit ci --expires 90d --reason 'ticket 4711'"
    },
    sortOptions = false)
public final class EditKey implements Runnable {
  @Mixin private final KeyArgument key = new KeyArgument();

  @Option(names = "--name", paramLabel = "NAME", order = 3, description = "New name.")
  private @Nullable String name;

  @Option(
      names = "--description",
      paramLabel = "TEXT",
      order = 4,
      description = "New description, up to 255 characters.")
  private @Nullable String description;

  @ArgGroup private final LifetimeOptions lifetime = new LifetimeOptions();

  @Option(
      names = "--scope",
      split = ",",
      paramLabel = "SCOPE",
      order = 7,
      description = "New scopes, which replace all present ones. May be repeated.")
  private @Nullable List<String> scopes;

  @Option(
      names = "--network",
      split = ",",
      paramLabel = "CIDR",
      order = 8,
      description = "New networks, which replace all present ones. May be repeated.")
  private @Nullable List<String> networks;

  @Option(
      names = "--tag",
      split = ",",
      paramLabel = "TAG",
      order = 9,
      description = "New tags, which replace all present ones. May be repeated.")
  private @Nullable List<String> tags;

  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public EditKey(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    KeyReference reference = key.reference();
    KeyUpdate update =
        new KeyUpdate(
            name,
            description,
            words(scopes),
            networks(words(networks)),
            words(tags),
            null,
            lifetime.lifetime() instanceof Lifetime.ByDefault ? null : lifetime.lifetime());
    if (update.equals(KeyUpdate.NOTHING)) {
      throw new UsageException("nothing to change; 'sallyport keys edit --help' lists the options");
    }
    new KeyChangeCommand(context, options)
        .apply(reference, new KeyChange.Edit(update), key -> "is changed");
  }

  private static @Nullable List<String> words(@Nullable List<String> given) {
    return given == null ? null : given.stream().filter(it -> !it.isEmpty()).toList();
  }

  private static @Nullable List<Network> networks(@Nullable List<String> given) {
    CidrConverter converter = new CidrConverter();
    return given == null ? null : given.stream().map(converter::convert).toList();
  }
}
