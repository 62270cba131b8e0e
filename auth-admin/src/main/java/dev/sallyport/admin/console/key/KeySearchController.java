package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.Secret;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Controller of the search form. Its text is sent by POST, since it may be a token: a token leads
 * to its key, any other text to the list. Tokens never appear in an address or a page.
 */
public final class KeySearchController {
  public static final String PATH = KeyListController.PATH + "/find";

  private static final Pattern SEPARATORS = Pattern.compile("[^A-Za-z0-9_-]+");

  /** Text that may be a part of a token, or a long name; key ids have hyphens. See console.js. */
  private static final Pattern PART_OF_TOKEN =
      Pattern.compile(
          "(?<![A-Za-z0-9])(?=[a-z0-9_]*[A-Z])(?=[A-Z0-9_]*[a-z])(?=[A-Za-z_]*[0-9])"
              + "([a-z0-9]{1,10}(_live|_test)?_)?[A-Za-z0-9]{20,}|[0-9a-f]{48,}");

  private KeySearchController() {}

  /** Finds the key of a token, or redirects to the list. */
  public static ConsoleResponse find(ConsoleRequest request) {
    KeyListFilter filter = KeyListFilter.of(request);
    Optional<Secret> token = tokenIn(request, filter.text());
    if (token.isEmpty() && isTooLong(filter.text())) {
      return ofTooLong(request);
    }
    if (token.isEmpty() && !isPartOfToken(request, filter.text())) {
      return new ConsoleResponse.SeeOther(KeyListController.PATH + filter.toQuery());
    }
    TokenLookupResult result = lookUp(request, token);
    return result instanceof TokenLookupResult.Found found
        ? request.done(KeyController.pathOf(found.keyId()), "The token belongs to this key.")
        : notFound(request, result, "Check that it was copied completely.");
  }

  /** Returns why a text must not be in the address, where logs and histories keep it. */
  static Optional<ConsoleResponse> denialOfAddress(ConsoleRequest request, String text) {
    Optional<Secret> token = tokenIn(request, text);
    if (token.isEmpty() && isTooLong(text)) {
      return Optional.of(ofTooLong(request));
    }
    if (token.isEmpty() && !isPartOfToken(request, text)) {
      return Optional.empty();
    }
    TokenLookupResult result = lookUp(request, token);
    return Optional.of(
        result instanceof TokenLookupResult.Found found
            ? request.notDone(
                KeyController.pathOf(found.keyId()),
                "A token was part of the address, which logs and the browser's history keep. Rotate"
                    + " its key, and enter tokens in the search field.")
            : notFound(
                request,
                result,
                "Enter tokens in the search field: logs and the browser's history keep"
                    + " addresses."));
  }

  private static ConsoleResponse notFound(
      ConsoleRequest request, TokenLookupResult result, String advice) {
    String reason =
        result instanceof TokenLookupResult.Throttled throttled
            ? ThrottleMessage.ofSearch(throttled.retryAfter())
            : "No visible key has this token or name.";
    return request.notDone(KeyListController.PATH, reason + " " + advice);
  }

  private static boolean isTooLong(String text) {
    return text.length() > ApiKeyFilter.MAX_TEXT;
  }

  /** Responds to a text that is too long to be matched, without showing it. */
  private static ConsoleResponse ofTooLong(ConsoleRequest request) {
    return request.notDone(
        KeyListController.PATH,
        "Invalid search: the text must have at most "
            + ApiKeyFilter.MAX_TEXT
            + " characters, unless it contains a token.");
  }

  /** Returns the first token in a text of any length. */
  private static Optional<Secret> tokenIn(ConsoleRequest request, String text) {
    return Arrays.stream(SEPARATORS.split(text))
        .filter(word -> !word.isEmpty())
        .map(Secret::of)
        .filter(request.sallyport().authenticator()::isWellFormed)
        .findFirst();
  }

  private static TokenLookupResult lookUp(ConsoleRequest request, Optional<Secret> token) {
    return token.map(request.keys()::findByToken).orElseGet(TokenLookupResult.NotFound::new);
  }

  /** Returns whether a text may be a part of a secret. A part of a visible name is none. */
  private static boolean isPartOfToken(ConsoleRequest request, String text) {
    return PART_OF_TOKEN.matcher(text).find() && !isPartOfKey(request, text);
  }

  private static boolean isPartOfKey(ConsoleRequest request, String text) {
    try {
      ApiKeyFilter filter = ApiKeyFilter.builder().text(text).build();
      return !request.keys().list(ApiKeyQuery.of(filter).page(0, 1)).items().isEmpty();
    } catch (InvalidValueException e) {
      return false;
    }
  }
}
