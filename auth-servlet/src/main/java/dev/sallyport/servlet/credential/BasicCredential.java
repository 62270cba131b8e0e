package dev.sallyport.servlet.credential;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.authorization.DenialReason;
import dev.sallyport.token.PresentedToken;
import dev.sallyport.token.PresentedToken.Found;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.List;

/** The name and password that a request brought by HTTP Basic (RFC 7617), in UTF-8. */
public sealed interface BasicCredential {
  /** The scheme as it is offered. */
  String SCHEME = "Basic";

  /** A name and a password of any length and content, which nobody has looked at. */
  record Present(String username, Secret password) implements BasicCredential {}

  /** Not that. */
  record Rejected(DenialReason reason) implements BasicCredential {}

  static BasicCredential of(HttpServletRequest request) {
    List<String> lines = CredentialExtractor.lines(request, CredentialLocation.AUTHORIZATION);
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
