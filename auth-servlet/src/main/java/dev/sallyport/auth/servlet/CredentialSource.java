package dev.sallyport.auth.servlet;

import static java.util.function.Predicate.not;

import dev.sallyport.auth.servlet.Credential.Absent;
import dev.sallyport.auth.servlet.Credential.Present;
import dev.sallyport.auth.servlet.Credential.Rejected;
import dev.sallyport.auth.spi.Settings;
import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the token in a request's headers; never in its query or body.
 *
 * <p>Reads {@code Authorization} as django-rest-knox does: words separated by any ASCII white
 * space, the scheme's case does not matter, another scheme is none of our business. Where it is not
 * clear which of several credentials is meant, none is taken.
 */
final class CredentialSource {
  private static final Pattern ASCII_WHITE_SPACE = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");

  private final List<String> schemes;
  private final Optional<String> apiKeyHeader;

  CredentialSource(List<String> schemes, Optional<String> apiKeyHeader) {
    this.schemes = List.copyOf(schemes);
    this.apiKeyHeader = apiKeyHeader;
  }

  static CredentialSource of(Settings settings) {
    return new CredentialSource(
        settings.get(HttpSettings.SCHEMES), settings.get(HttpSettings.API_KEY_HEADER));
  }

  Credential read(HttpServletRequest request) {
    Credential inAuthorization = readAuthorization(request);
    Credential inHeader = readApiKeyHeader(request);
    if (inAuthorization instanceof Absent) {
      return inHeader;
    }
    return inHeader instanceof Absent
        ? inAuthorization
        : new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);
  }

  private Credential readAuthorization(HttpServletRequest request) {
    List<String> lines = schemes.isEmpty() ? List.of() : lines(request, Carrier.AUTHORIZATION);
    if (lines.size() > 1) {
      return new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);
    }
    List<String> words = lines.isEmpty() ? List.of() : words(lines.get(0));
    Optional<String> scheme = words.stream().limit(1).flatMap(this::accepted).findFirst();
    if (scheme.isEmpty()) {
      return new Absent();
    }
    return single(words.subList(1, words.size()), Carrier.scheme(scheme.get()));
  }

  private Credential readApiKeyHeader(HttpServletRequest request) {
    if (apiKeyHeader.isEmpty()) {
      return new Absent();
    }
    List<String> lines = lines(request, apiKeyHeader.get());
    return switch (lines.size()) {
      case 0 -> new Absent();
      case 1 -> single(words(lines.get(0)), Carrier.header(apiKeyHeader.get()));
      default -> new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);
    };
  }

  private static Credential single(List<String> words, Carrier carrier) {
    if (words.size() > 1) {
      return new Rejected(DenialReason.CREDENTIALS_WITH_SPACES);
    }
    if (words.isEmpty()) {
      return new Rejected(DenialReason.EMPTY_CREDENTIALS);
    }
    String token = words.get(0);
    return isVisibleAscii(token)
        ? new Present(Secret.of(token), carrier)
        : new Rejected(DenialReason.MALFORMED_TOKEN);
  }

  private Stream<String> accepted(String word) {
    // equalsIgnoreCase alone would take a Kelvin sign for a k.
    return schemes.stream().filter(it -> isVisibleAscii(word) && it.equalsIgnoreCase(word));
  }

  static List<String> lines(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  /** The words of a line, as django-rest-knox tells them apart. */
  static List<String> words(String line) {
    return ASCII_WHITE_SPACE.splitAsStream(line).filter(not(String::isEmpty)).toList();
  }

  static boolean isVisibleAscii(String text) {
    return text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }
}
