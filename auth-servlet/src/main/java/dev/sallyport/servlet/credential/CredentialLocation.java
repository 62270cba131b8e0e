package dev.sallyport.servlet.credential;

/**
 * Where a request carried its token.
 *
 * @param header the header field that contained the token and is hidden from the application
 * @param authType the result of {@code getAuthType()}: the scheme as configured, or the name of a
 *     header field that contains only the token
 */
public record CredentialLocation(String header, String authType) {
  /** Name of the header field {@code Authorization}. */
  public static final String AUTHORIZATION = "Authorization";

  /** Returns the location of a token with a scheme in {@code Authorization}. */
  public static CredentialLocation scheme(String scheme) {
    return new CredentialLocation(AUTHORIZATION, scheme);
  }

  /** Returns the location of a token in a header field of its own. */
  static CredentialLocation header(String name) {
    return new CredentialLocation(name, name);
  }
}
