package dev.sallyport.auth.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.auth.token.DenialReason;
import dev.sallyport.auth.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;

/** The name and password that a request brought by HTTP Basic (RFC 7617), in UTF-8. */
sealed interface BasicCredential {
  /** The scheme as it is offered. */
  String SCHEME = "Basic";

  /** A name and a password of any length and content, which nobody has looked at. */
  record Present(String username, Secret password) implements BasicCredential {}

  /** Not that. */
  record Rejected(DenialReason reason) implements BasicCredential {}

  static BasicCredential of(HttpServletRequest request) {
    List<String> lines = CredentialSource.lines(request, Carrier.AUTHORIZATION);
    if (lines.size() > 1) {
      return new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);
    }
    List<String> words = lines.isEmpty() ? List.of() : CredentialSource.words(lines.get(0));
    if (words.isEmpty() || !isBasic(words.get(0))) {
      return new Rejected(DenialReason.NO_CREDENTIALS);
    }
    return switch (words.size()) {
      case 1 -> new Rejected(DenialReason.EMPTY_CREDENTIALS);
      case 2 -> decoded(words.get(1));
      default -> new Rejected(DenialReason.CREDENTIALS_WITH_SPACES);
    };
  }

  private static boolean isBasic(String scheme) {
    // equalsIgnoreCase alone would take a long s for an s.
    return CredentialSource.isVisibleAscii(scheme) && scheme.equalsIgnoreCase(SCHEME);
  }

  private static BasicCredential decoded(String word) {
    String text;
    try {
      text =
          UTF_8.newDecoder().decode(ByteBuffer.wrap(Base64.getDecoder().decode(word))).toString();
    } catch (IllegalArgumentException | CharacterCodingException e) {
      return new Rejected(DenialReason.MALFORMED_TOKEN);
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new Rejected(DenialReason.MALFORMED_TOKEN)
        : new Present(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
  }
}
