package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.session.ThrottleMessage;
import dev.sallyport.authentication.ApiKeyAuthenticator;
import dev.sallyport.authentication.TokenLookupResult;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.spi.ApiKeyFilter;
import dev.sallyport.spi.ApiKeyQuery;
import dev.sallyport.token.Secret;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Stream;

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
    if (isTooLong(filter.text())) {
      return ofTooLong(request);
    }
    if (!isSecret(request, filter.text())) {
      return new ConsoleResponse.SeeOther(KeyListController.PATH + filter.toQuery());
    }
    TokenLookupResult result = visibleKey(request);
    return result instanceof TokenLookupResult.Found found
        ? request.done(KeyController.pathOf(found.keyId()), "The token belongs to this key.")
        : notFound(request, result, "Check that it was copied completely.");
  }

  /** Responds to a token in the address, where logs and histories keep it. */
  static ConsoleResponse ofAddress(ConsoleRequest request) {
    TokenLookupResult result = visibleKey(request);
    return result instanceof TokenLookupResult.Found found
        ? request.notDone(
            KeyController.pathOf(found.keyId()),
            "A token was part of the address, which logs and the browser's history keep. Rotate"
                + " its key, and enter tokens in the search field.")
        : notFound(
            request,
            result,
            "Enter tokens in the search field: logs and the browser's history keep addresses.");
  }

  private static ConsoleResponse notFound(
      ConsoleRequest request, TokenLookupResult result, String advice) {
    return request.notDone(
        KeyListController.PATH,
        result instanceof TokenLookupResult.Throttled throttled
            ? ThrottleMessage.ofSearch(throttled.retryAfter())
            : "No visible key has this token or name. " + advice);
  }

  /** Returns whether a text is too long to be matched. It may contain a token. */
  static boolean isTooLong(String text) {
    return text.length() > ApiKeyFilter.MAX_TEXT;
  }

  /** Responds to a text that is too long, without showing it. */
  static ConsoleResponse ofTooLong(ConsoleRequest request) {
    return request.notDone(
        KeyListController.PATH,
        "Invalid search: the text must have at most " + ApiKeyFilter.MAX_TEXT + " characters.");
  }

  private static TokenLookupResult visibleKey(ConsoleRequest request) {
    ApiKeyAuthenticator authenticator = request.sallyport().authenticator();
    return words(request.text("q"))
        .map(Secret::of)
        .filter(authenticator::isWellFormed)
        .findFirst()
        .map(request.keys()::findByToken)
        .orElseGet(TokenLookupResult.NotFound::new);
  }

  /**
   * Returns whether a text contains a token, or may contain a part of its secret. A part of a
   * visible name is no secret.
   */
  static boolean isSecret(ConsoleRequest request, String text) {
    ApiKeyAuthenticator authenticator = request.sallyport().authenticator();
    return words(text).map(Secret::of).anyMatch(authenticator::isWellFormed)
        || (PART_OF_TOKEN.matcher(text).find() && !isPartOfKey(request, text));
  }

  private static boolean isPartOfKey(ConsoleRequest request, String text) {
    try {
      ApiKeyFilter filter = ApiKeyFilter.builder().text(text).build();
      return request.keys().list(ApiKeyQuery.of(filter).page(0, 1)).total() > 0;
    } catch (InvalidValueException e) {
      return false;
    }
  }

  private static Stream<String> words(String text) {
    return Arrays.stream(SEPARATORS.split(text)).filter(it -> !it.isEmpty());
  }
}
