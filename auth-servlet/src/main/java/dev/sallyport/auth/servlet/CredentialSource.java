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
import java.util.Enumeration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the token in a request's headers; never in its query or body.
 *
 * <p>Reads {@code Authorization} as django-rest-knox does: words separated by any ASCII white
 * space, the scheme's case does not matter, another scheme is none of our business. Where it is not
 * clear which of several credentials is meant, none is taken.
 */
final class CredentialSource {
  private static final Pattern ASCII_WHITE_SPACE = Pattern.compile("[ \\t\\n\\x0B\\f\\r]+");
  private static final Credential ABSENT = new Absent();
  private static final Credential AMBIGUOUS = new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);

  private final List<Carrier> schemes;
  private final @Nullable Carrier apiKeyHeader;

  CredentialSource(List<String> schemes, Optional<String> apiKeyHeader) {
    this.schemes = schemes.stream().map(Carrier::scheme).toList();
    this.apiKeyHeader = apiKeyHeader.map(Carrier::header).orElse(null);
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
    return inHeader instanceof Absent ? inAuthorization : AMBIGUOUS;
  }

  private Credential readAuthorization(HttpServletRequest request) {
    if (schemes.isEmpty()) {
      return ABSENT;
    }
    Enumeration<String> lines = request.getHeaders(Carrier.AUTHORIZATION);
    if (!lines.hasMoreElements()) {
      return ABSENT;
    }
    String line = lines.nextElement();
    if (lines.hasMoreElements()) {
      return AMBIGUOUS;
    }
    int start = startOfWord(line, 0);
    int end = endOfWord(line, start);
    for (Carrier carrier : schemes) {
      if (isScheme(carrier.authType(), line, start, end)) {
        return single(line, end, carrier);
      }
    }
    return ABSENT;
  }

  private Credential readApiKeyHeader(HttpServletRequest request) {
    if (apiKeyHeader == null) {
      return ABSENT;
    }
    Enumeration<String> lines = request.getHeaders(apiKeyHeader.header());
    if (!lines.hasMoreElements()) {
      return ABSENT;
    }
    String line = lines.nextElement();
    return lines.hasMoreElements() ? AMBIGUOUS : single(line, 0, apiKeyHeader);
  }

  /** What stands behind an index is to be one word, of visible ASCII. */
  private static Credential single(String line, int from, Carrier carrier) {
    int start = startOfWord(line, from);
    int end = endOfVisibleAscii(line, start);
    int behind = startOfWord(line, endOfWord(line, end));
    if (behind < line.length()) {
      return new Rejected(DenialReason.CREDENTIALS_WITH_SPACES);
    }
    if (start == line.length()) {
      return new Rejected(DenialReason.EMPTY_CREDENTIALS);
    }
    return end == line.length() || isWhiteSpace(line.charAt(end))
        ? new Present(Secret.ofAscii(line, start, end), carrier)
        : new Rejected(DenialReason.MALFORMED_TOKEN);
  }

  /** Schemes are ASCII, and letters of other alphabets are none of it: a Kelvin sign is no k. */
  private static boolean isScheme(String scheme, String line, int start, int end) {
    if (end - start != scheme.length()) {
      return false;
    }
    for (int i = 0; i < scheme.length(); i++) {
      if (lowerCase(scheme.charAt(i)) != lowerCase(line.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static int startOfWord(String line, int from) {
    int i = from;
    while (i < line.length() && isWhiteSpace(line.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int endOfWord(String line, int from) {
    int i = from;
    while (i < line.length() && !isWhiteSpace(line.charAt(i))) {
      i++;
    }
    return i;
  }

  /** Of ASCII, as django-rest-knox splits a line. */
  private static boolean isWhiteSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }

  static List<String> lines(HttpServletRequest request, String header) {
    return Collections.list(request.getHeaders(header));
  }

  /** The words of a line, as django-rest-knox tells them apart. */
  static List<String> words(String line) {
    return ASCII_WHITE_SPACE.splitAsStream(line).filter(not(String::isEmpty)).toList();
  }

  static boolean isVisibleAscii(String text) {
    return endOfVisibleAscii(text, 0) == text.length();
  }

  private static int endOfVisibleAscii(String line, int from) {
    int i = from;
    while (i < line.length() && isVisibleAscii(line.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isVisibleAscii(char c) {
    return c > ' ' && c < 0x7F;
  }
}
