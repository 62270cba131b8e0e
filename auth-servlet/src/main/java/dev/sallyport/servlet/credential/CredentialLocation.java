package dev.sallyport.servlet.credential;

/**
 * Where a request carried its token.
 *
 * <pre>{@code
 * CredentialLocation location = CredentialLocation.header("X-Partner-Key");
 * }</pre>
 *
 * @param header the header field that contained the token and is hidden from the application; empty
 *     if no header field did
 * @param authType the result of {@code getAuthType()}: the scheme as configured, or the name of the
 *     header field or parameter that contains only the token
 * @since 0.1.0
 */
public record CredentialLocation(String header, String authType) {
  /** Name of the header field {@code Authorization}. */
  public static final String AUTHORIZATION = "Authorization";

  /** Returns the location of a token with a scheme in {@code Authorization}. */
  public static CredentialLocation scheme(String scheme) {
    return new CredentialLocation(AUTHORIZATION, scheme);
  }

  /** Returns the location of a token in a header field of its own. */
  public static CredentialLocation header(String name) {
    return new CredentialLocation(name, name);
  }

  /**
   * Returns the location of a token in a parameter. The parameter stays visible to the application,
   * and may be logged with the address of the request.
   */
  public static CredentialLocation parameter(String name) {
    return new CredentialLocation("", name);
  }
}
