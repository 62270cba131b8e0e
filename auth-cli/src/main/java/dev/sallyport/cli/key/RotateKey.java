package dev.sallyport.cli.key;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.audit.AuditContext;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ConnectionOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.input.ReasonOption;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.ExitCode;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code rotate}: makes the successor of a key and shows its token, once. */
@Command(
    name = "rotate",
    header =
        "Make the successor of a key and show its token, once; the old key ends after a while.",
    description = {
      "",
      "The successor has the same owner, name, description, scopes, tags and prefix, and a life as"
          + " long as the old key's was meant to be. Both work for the overlap, so that clients can"
          + " change over; the old key never ends later than it would have. Only two generations"
          + " overlap: if the old key is itself a successor whose predecessor still works, that"
          + " one ends now. The token is the only line on standard output.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport rotate 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport rotate 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --overlap 7d --from-first-use",
      "  TOKEN=$(sallyport rotate 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --immediately \\",
      "      --reason 'found in a log')"
    },
    sortOptions = false)
public final class RotateKey implements Callable<Integer> {
  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

  @Mixin private final KeyId keyId = new KeyId();

  @Option(
      names = "--overlap",
      paramLabel = "LENGTH",
      order = 2,
      description = "How long the old key still works, such as 12h or 7d; 24h if left out.")
  private @Nullable Duration overlap;

  @Option(
      names = "--from-first-use",
      order = 3,
      description = "The overlap begins when the new key is first used, and not now.")
  private boolean fromFirstUse;

  @Option(
      names = "--immediately",
      order = 4,
      description = "No overlap: the old key ends and is switched off now, for it has leaked.")
  private boolean immediately;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ReasonOption reason = new ReasonOption();

  @Mixin private final ConnectionOptions place = new ConnectionOptions();

  private final CliContext surroundings;

  public RotateKey(CliContext surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    UUID id = keyId.value();
    Rotation how = how();
    AuditContext by = reason.by(surroundings);
    try (AdminClient backoffice = place.open(surroundings, by)) {
      KeyClient keys = backoffice.keys();
      Optional<KeyView> before = keys.find(id);
      Optional<CreatedKeyView> created = before.flatMap(it -> keys.rotate(it, how));
      if (before.isEmpty() || created.isEmpty()) {
        return KeyChangeCommand.notFound(surroundings, id);
      }
      show(created.get(), now(keys, before.get()));
      return ExitCode.DONE;
    }
  }

  /** What became of the old key; where that cannot be read, the new token is shown all the same. */
  private static KeyView now(KeyClient keys, KeyView before) {
    try {
      return keys.find(before.id()).orElse(before);
    } catch (StoreException | UnavailableException | DeniedException e) {
      return before;
    }
  }

  private Rotation how() {
    if (immediately && (overlap != null || fromFirstUse)) {
      throw new UsageException("--immediately leaves no room for --overlap or --from-first-use");
    }
    if (immediately) {
      return Rotation.immediate();
    }
    return new Rotation(overlap == null ? DEFAULT_OVERLAP : overlap, fromFirstUse);
  }

  /** The outcome for scripts. */
  private record RotatedKey(KeyView key, Secret token, KeyView predecessor) {}

  private void show(CreatedKeyView created, KeyView old) {
    Output output = surroundings.output();
    KeyView key = created.key();
    if (!format.isTable()) {
      output.result(format.text(new RotatedKey(key, created.token(), old)));
      return;
    }
    output.note("Rotated " + KeyText.named(old));
    output.note("  new key  " + key.id());
    output.note("  expires  " + KeyText.end(key));
    output.note("  old key  " + fate(old, key.overlapFromFirstUseSeconds()));
    output.newToken(created.token());
  }

  private static String fate(KeyView old, @Nullable Long overlapFromFirstUse) {
    if (!old.active()) {
      return "is over and switched off";
    }
    String end = KeyText.time(old.expiresAt(), "");
    if (overlapFromFirstUse == null) {
      return "works until " + end;
    }
    String length = KeyText.length(overlapFromFirstUse);
    String firstUse = "works until " + length + " after the first use of the new one";
    if (end.isEmpty()) {
      return firstUse;
    }
    String unlessRenewed = !old.renewable() ? "" : " unless use renews it";
    return firstUse + ", and not beyond " + end + unlessRenewed;
  }
}
