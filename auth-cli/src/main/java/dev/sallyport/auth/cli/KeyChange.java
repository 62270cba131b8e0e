package dev.sallyport.auth.cli;

import dev.sallyport.auth.admin.api.KeyView;
import dev.sallyport.auth.spi.Attribution;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** Changes one key, and says what became of it. */
record KeyChange(Surroundings surroundings, Place place, Attribution by) {
  /**
   * Does the change.
   *
   * @param outcome what is true of the key now, to follow its name
   * @return the exit code
   */
  int apply(UUID id, Alteration change, Function<KeyView, String> outcome) {
    Optional<KeyView> key;
    try (Backoffice backoffice = place.open(surroundings, by)) {
      key = backoffice.keys().change(id, change);
    }
    if (key.isEmpty()) {
      return notFound(surroundings, id);
    }
    String sentence = "The " + KeyText.named(key.get()) + " " + outcome.apply(key.get()) + ".";
    surroundings.output().result(Printable.line(sentence));
    return ExitCode.DONE;
  }

  static int notFound(Surroundings surroundings, UUID id) {
    surroundings
        .output()
        .error("there is no key " + id + "; 'sallyport list' shows those there are.");
    return ExitCode.REFUSED;
  }

  static String stateOf(KeyView key) {
    return key.active() ? "is active" : "is inactive";
  }
}
