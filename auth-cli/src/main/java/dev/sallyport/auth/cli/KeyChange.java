package dev.sallyport.auth.cli;

import dev.sallyport.auth.Sallyport;
import dev.sallyport.auth.TokenManager;
import dev.sallyport.auth.spi.Attribution;
import dev.sallyport.auth.token.AuthToken;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Changes one key in the database, and says what became of it. */
record KeyChange(Surroundings surroundings, DatabaseOptions database, Attribution by) {
  /**
   * Does the change.
   *
   * @param change answers the key, empty if there is none of this id
   * @param outcome what is true of the key now, to follow its name
   * @return the exit code
   */
  int apply(
      UUID id,
      BiFunction<TokenManager, UUID, Optional<AuthToken>> change,
      Function<AuthToken, String> outcome) {
    Optional<AuthToken> key;
    try (Sallyport sallyport = database.open(surroundings)) {
      TokenManager keys = sallyport.keys().attributedTo(by);
      key = UsageException.unlessWithinBounds(() -> change.apply(keys, id));
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

  static String stateOf(AuthToken key) {
    return key.active() ? "is active" : "is inactive";
  }
}
