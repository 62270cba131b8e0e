package dev.sallyport.knox;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.Collections;
import java.util.List;

/** Credentials of HTTP Basic authentication (RFC 7617) in a request, in UTF-8. */
sealed interface BasicCredential {
  /** The scheme in challenges. */
  String SCHEME = "Basic";

  /** Username and password of any length and content, not yet verified. */
  record Present(String username, Secret password) implements BasicCredential {}

  /**
   * No usable credentials.
   *
   * @param reason why the request is denied
   */
  record Rejected(DenialReason reason) implements BasicCredential {}

  /** Reads the credentials of a request. */
  static BasicCredential of(HttpServletRequest request) {
    List<String> lines = Collections.list(request.getHeaders("Authorization"));
    if (lines.size() > 1) {
      return new Rejected(DenialReason.AMBIGUOUS_CREDENTIALS);
    }
    String line = lines.isEmpty() ? "" : lines.get(0);
    PresentedToken presented = PresentedToken.read(line, List.of(SCHEME));
    if (presented instanceof Found found) {
      return found.scheme() < 0
          ? new Rejected(DenialReason.MISSING_SCHEME)
          : decoded(found.token());
    }
    return new Rejected(((PresentedToken.Rejected) presented).reason());
  }

  private static BasicCredential decoded(Secret base64) {
    String text;
    try {
      byte[] bytes = Base64.getDecoder().decode(base64.revealBytes());
      text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (IllegalArgumentException e) {
      return new Rejected(DenialReason.MALFORMED_TOKEN);
    } catch (CharacterCodingException e) {
      return new Rejected(DenialReason.MALFORMED_LOGIN);
    }
    int colon = text.indexOf(':');
    return colon < 0
        ? new Rejected(DenialReason.MALFORMED_LOGIN)
        : new Present(text.substring(0, colon), Secret.of(text.substring(colon + 1)));
  }
}
