package dev.sallyport.servlet.credential;

/**
 * How a token came.
 *
 * @param header the field that held it, and that the application does not get to see
 * @param authType what {@code getAuthType()} answers: the scheme as configured, or for a field that
 *     holds nothing but the token that field's name
 */
public record CredentialLocation(String header, String authType) {
  public static final String AUTHORIZATION = "Authorization";

  public static CredentialLocation scheme(String scheme) {
    return new CredentialLocation(AUTHORIZATION, scheme);
  }

  static CredentialLocation header(String name) {
    return new CredentialLocation(name, name);
  }
}
