package dev.sallyport.auth.cli;

import dev.sallyport.auth.admin.api.KeyView;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code show}: one key, without anything secret. */
@Command(
    name = "show",
    header = "Show one key; its token is not stored and cannot be shown.",
    description = "",
    footer = {
      "",
      "Examples:",
      "  sallyport show 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f",
      "  sallyport show 4f5e1d9c-2b6a-4c8f-9d3e-7a1b0c2d3e4f --format json | jq -r .state"
    },
    sortOptions = false)
final class ShowKey implements Callable<Integer> {
  @Mixin private final KeyId keyId = new KeyId();
  @Mixin private final OutputFormat.Choice format = new OutputFormat.Choice();

  @Mixin private final Place place = new Place();

  private final Surroundings surroundings;

  ShowKey(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    UUID id = keyId.value();
    Optional<KeyView> key;
    try (Backoffice backoffice = place.open(surroundings)) {
      key = backoffice.keys().find(id);
    }
    if (key.isEmpty()) {
      return KeyChange.notFound(surroundings, id);
    }
    surroundings.output().result(format.isTable() ? KeyText.of(key.get()) : format.text(key.get()));
    return ExitCode.DONE;
  }
}
