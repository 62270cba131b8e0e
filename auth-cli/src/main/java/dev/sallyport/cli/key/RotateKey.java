package dev.sallyport.cli.key;

import dev.sallyport.admin.api.CreatedKeyView;
import dev.sallyport.admin.api.KeyView;
import dev.sallyport.cli.client.AdminClient;
import dev.sallyport.cli.client.KeyClient;
import dev.sallyport.cli.connection.ChangeOptions;
import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.context.Output;
import dev.sallyport.cli.output.DeniedException;
import dev.sallyport.cli.output.OutputFormat;
import dev.sallyport.cli.output.UnavailableException;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.management.Rotation;
import dev.sallyport.spi.StoreException;
import dev.sallyport.token.Secret;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Command {@code keys rotate}: creates the successor of a key and shows its token once. */
@Command(
    name = "rotate",
    header = "Replace a key by a successor and show the new token once.",
    description = {
      "",
      "The successor has the same owner, name, description, scopes, networks, tags, prefix and"
          + " lifetime as the old key. Both keys work during the overlap, so that clients can"
          + " switch. The old key never expires later than it would have without the rotation. Only"
          + " two generations overlap: if the predecessor of the old key still works, it expires"
          + " now. The token is the only line on standard output.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  sallyport keys rotate 4f5e1d9c",
      "  sallyport keys rotate 4f5e1d9c --overlap 7d --from-first-use",
      "  TOKEN=$(sallyport keys rotate 4f5e1d9c --immediately \\",
      "      --reason 'found in a log')"
    },
    sortOptions = false)
public final class RotateKey implements Runnable {
  private static final Duration DEFAULT_OVERLAP = Duration.ofHours(24);

  @Mixin private final KeyArgument key = new KeyArgument();

  @Option(
      names = "--overlap",
      paramLabel = "DURATION",
      order = 2,
      description = "Time for which the old key still works, such as 12h or 7d. Default: 24h.")
  private @Nullable Duration overlap;

  @Option(
      names = "--from-first-use",
      order = 3,
      description = "Start the overlap at the first use of the new key instead of now.")
  private boolean fromFirstUse;

  @Option(
      names = "--immediately",
      order = 4,
      description =
          "No overlap: expire and deactivate the old key now. Use this for a leaked token.")
  private boolean immediately;

  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();
  @Mixin private final ChangeOptions options = new ChangeOptions();

  private final CliContext context;

  public RotateKey(CliContext context) {
    this.context = context;
  }

  @Override
  public void run() {
    KeyReference reference = key.reference();
    Rotation how = how();
    try (AdminClient client = options.open(context)) {
      KeyClient keys = client.keys();
      KeyView before = keys.find(reference.id(keys)).orElseThrow(reference::notFound);
      CreatedKeyView created = keys.rotate(before, how).orElseThrow(reference::notFound);
      show(created, reload(keys, before));
    }
  }

  /** Reads the old key again. If this fails, the new token must be shown all the same. */
  private static KeyView reload(KeyClient keys, KeyView before) {
    try {
      return keys.find(before.id()).orElse(before);
    } catch (StoreException | UnavailableException | DeniedException e) {
      return before;
    }
  }

  private Rotation how() {
    if (immediately && (overlap != null || fromFirstUse)) {
      throw new UsageException(
          "--immediately cannot be combined with --overlap or --from-first-use");
    }
    if (immediately) {
      return Rotation.immediate();
    }
    Duration length = overlap == null ? DEFAULT_OVERLAP : overlap;
    return fromFirstUse ? Rotation.overlappingFromFirstUse(length) : Rotation.overlapping(length);
  }

  /** Result for JSON and YAML. */
  private record RotatedKey(KeyView key, Secret token, KeyView predecessor) {}

  private void show(CreatedKeyView created, KeyView old) {
    Output output = context.output();
    KeyView key = created.key();
    if (!format.isTable()) {
      output.result(format.text(new RotatedKey(key, created.token(), old)));
      return;
    }
    output.note("Rotated " + KeyText.named(old));
    output.note("  new key  " + key.id());
    output.note("  expires  " + KeyText.expiry(key));
    output.note("  old key  " + oldKeyStatus(old, key.overlapFromFirstUseSeconds()));
    output.newToken(created.token());
  }

  private static String oldKeyStatus(KeyView old, @Nullable Long overlapFromFirstUse) {
    if (!old.active()) {
      return "expired and deactivated";
    }
    String end = KeyText.time(old.expiresAt(), "");
    if (overlapFromFirstUse == null) {
      return "works until " + end;
    }
    String length = KeyText.length(overlapFromFirstUse);
    String firstUse = "works until " + length + " after the first use of the new key";
    if (end.isEmpty()) {
      return firstUse;
    }
    String unlessRenewed = !old.renewable() ? "" : " unless use renews it";
    return firstUse + ", but not beyond " + end + unlessRenewed;
  }
}
