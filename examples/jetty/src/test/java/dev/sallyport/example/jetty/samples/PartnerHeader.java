package dev.sallyport.example.jetty.samples;

import dev.sallyport.servlet.credential.Credential;
import dev.sallyport.servlet.credential.CredentialExtractor;
import dev.sallyport.servlet.credential.CredentialLocation;
import dev.sallyport.token.Secret;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;

// sample: extractor
/** Finds the token in the header field of a partner. */
public final class PartnerHeader implements CredentialExtractor {
  private static final String NAME = "X-Partner-Key";

  @Override
  public Credential extract(HttpServletRequest request) {
    String value = request.getHeader(NAME);
    return value == null
        ? Credential.absent()
        : Credential.present(Secret.of(value), CredentialLocation.header(NAME));
  }

  @Override
  public List<String> headers() {
    return List.of(NAME);
  }
}
// end
