package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.service.PastedToken;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.ApiKeyFilter;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;

/**
 * Search for the key of a token that was entered in any field of a search form. Search forms are
 * sent by POST, since a text may be a token: a token leads to its key, any other text to the list.
 * Tokens never appear in an address or a page.
 *
 * @param list path of the page of the form
 */
public record TokenSearch(ConsoleRequest request, String list) {
  /** Text that may be a part of a token, or a long name; key ids have hyphens. See console.js. */
  private static final Pattern PART_OF_TOKEN =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?=[a-z0-9_]*[A-Z])(?=[A-Z0-9_]*[a-z])(?=[A-Za-z_]*[0-9])"
              + "([a-z0-9]{1,10}(_live|_test)?_)?[A-Za-z0-9]{20,}|[0-9a-f]{48,}");

  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /**
   * Text of a field.
   *
   * @param isKnown returns whether something visible has the text, so that it is no part of a token
   */
  public record Text(String text, BooleanSupplier isKnown) {
    private boolean isPartOfToken() {
      return text.length() <= ApiKeyFilter.MAX_TEXT
          && PART_OF_TOKEN.matcher(text).find()
          && !isKnownIfValid();
    }

    /** A user's id can be a SHA-256, which looks like a token of knox. */
    private boolean isKnownHash() {
      return HASH.matcher(text).matches() && isKnownIfValid();
    }

    private boolean isKnownIfValid() {
      try {
        return isKnown.getAsBoolean();
      } catch (InvalidValueException e) {
        return false;
      }
    }
  }

  /** Returns the response to a form with a token; empty if no text may be one. */
  public Optional<ConsoleResponse> ofForm(List<Text> texts) {
    return lookUp(texts)
        .map(
            result ->
                result instanceof TokenLookupResult.Found found
                    ? request.done(
                        KeyController.pathOf(found.keyId()), "The token belongs to this key.")
                    : notFound(result, "Check that it was copied completely."));
  }

  /** Returns why texts must not be in the address, where logs and histories keep them. */
  public Optional<ConsoleResponse> ofAddress(List<Text> texts) {
    return lookUp(texts)
        .map(
            result ->
                result instanceof TokenLookupResult.Found found
                    ? request.notDone(
                        KeyController.pathOf(found.keyId()),
                        "A token was part of the address, which logs and the browser's history keep."
                            + " Rotate its key, and enter tokens in the search field.")
                    : notFound(
                        result,
                        "Enter tokens in the search field: logs and the browser's history keep"
                            + " addresses."));
  }

  private Optional<TokenLookupResult> lookUp(List<Text> texts) {
    for (Text text : texts) {
      Optional<TokenLookupResult> result =
          PastedToken.in(text.text(), request.sallyport())
              .map(request.keys()::findByToken) // first: logs of databases keep what is searched
              .filter(it -> !(it instanceof TokenLookupResult.NotFound) || !text.isKnownHash());
      if (result.isPresent()) {
        return result;
      }
    }
    return texts.stream().anyMatch(Text::isPartOfToken)
        ? Optional.of(new TokenLookupResult.NotFound())
        : Optional.empty();
  }

  private ConsoleResponse notFound(TokenLookupResult result, String advice) {
    String reason =
        result instanceof TokenLookupResult.Throttled throttled
            ? ThrottleMessage.ofSearch(throttled.retryAfter())
            : "No visible key has this token or name.";
    return request.notDone(list, reason + " " + advice);
  }
}
