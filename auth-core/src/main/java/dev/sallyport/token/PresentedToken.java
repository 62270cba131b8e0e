package dev.sallyport.token;

import dev.sallyport.authorization.DenialReason;
import java.util.List;

/**
 * Token presented in a text: {@code <token>}, or {@code <scheme> <token>} as in an {@code
 * Authorization} field.
 *
 * <p>Parses header fields, request bodies and input of the command. Words are separated by ASCII
 * white space. Surrounding white space and the case of a scheme are ignored. Does not check whether
 * a token is well-formed, see {@link TokenFormat#isWellFormed}.
 *
 * <pre>{@code
 * if (PresentedToken.read(header, List.of("Token")) instanceof PresentedToken.Found found) {
 *   AuthenticationResult result = sallyport.authenticator().authenticate(found.token());
 * }
 * }</pre>
 *
 * @since 0.1.0
 */
public sealed interface PresentedToken {
  /**
   * A token: one word of visible ASCII.
   *
   * @param token the presented token
   * @param scheme index of the scheme before it; -1 if there is none
   */
  record Found(Secret token, int scheme) implements PresentedToken {}

  /**
   * No token.
   *
   * @param reason {@code NO_CREDENTIALS} for a blank text, {@code EMPTY_CREDENTIALS} for a scheme
   *     alone, {@code UNKNOWN_SCHEME}, {@code CREDENTIALS_WITH_SPACES} or {@code MALFORMED_TOKEN}
   */
  record Rejected(DenialReason reason) implements PresentedToken {}

  /**
   * Parses a text.
   *
   * @param text text of any length and content
   * @param schemes accepted schemes, in ASCII; if empty, the text must consist of a token only
   */
  static PresentedToken read(String text, List<String> schemes) {
    int start = startOfWord(text, 0);
    if (start == text.length()) {
      return new Rejected(DenialReason.NO_CREDENTIALS);
    }
    int end = endOfWord(text, start);
    for (int i = 0; i < schemes.size(); i++) {
      if (isScheme(schemes.get(i), text, start, end)) {
        return single(text, startOfWord(text, end), i);
      }
    }
    boolean isOneWord = startOfWord(text, end) == text.length();
    return isOneWord || schemes.isEmpty()
        ? single(text, start, -1)
        : new Rejected(DenialReason.UNKNOWN_SCHEME);
  }

  private static PresentedToken single(String text, int start, int scheme) {
    if (start == text.length()) {
      return new Rejected(DenialReason.EMPTY_CREDENTIALS);
    }
    int end = endOfWord(text, start);
    if (startOfWord(text, end) < text.length()) {
      return new Rejected(DenialReason.CREDENTIALS_WITH_SPACES);
    }
    for (int i = start; i < end; i++) {
      if (text.charAt(i) <= ' ' || text.charAt(i) >= 0x7F) {
        return new Rejected(DenialReason.MALFORMED_TOKEN);
      }
    }
    return new Found(Secret.ofAscii(text, start, end), scheme);
  }

  /** Compares ignoring case in ASCII only: the Kelvin sign does not equal k. */
  private static boolean isScheme(String scheme, String text, int start, int end) {
    if (end - start != scheme.length()) {
      return false;
    }
    for (int i = 0; i < scheme.length(); i++) {
      if (lowerCase(scheme.charAt(i)) != lowerCase(text.charAt(start + i))) {
        return false;
      }
    }
    return true;
  }

  private static char lowerCase(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c | 0x20) : c;
  }

  private static int startOfWord(String text, int from) {
    int i = from;
    while (i < text.length() && isWhiteSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static int endOfWord(String text, int from) {
    int i = from;
    while (i < text.length() && !isWhiteSpace(text.charAt(i))) {
      i++;
    }
    return i;
  }

  private static boolean isWhiteSpace(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
  }
}
