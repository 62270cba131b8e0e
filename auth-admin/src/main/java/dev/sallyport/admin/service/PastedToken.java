package dev.sallyport.admin.service;

import dev.sallyport.Sallyport;
import dev.sallyport.token.Secret;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/** Search for tokens in texts that may become parts of addresses, which logs keep. */
public final class PastedToken {
  private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9_-]+");

  private PastedToken() {}

  /** Returns the first token in a text of any length; empty if it contains none. */
  public static Optional<Secret> in(String text, Sallyport sallyport) {
    return Arrays.stream(SEPARATORS.split(text))
        .filter(word -> !word.isEmpty())
        .map(Secret::of)
        .filter(sallyport.authenticator()::isWellFormed)
        .findFirst();
  }
}
