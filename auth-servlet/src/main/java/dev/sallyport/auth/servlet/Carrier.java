package dev.sallyport.auth.servlet;

/**
 * How a token came.
 *
 * @param header the field that held it, and that the application does not get to see
 * @param authType what {@code getAuthType()} answers: the scheme as configured, or for a field that
 *     holds nothing but the token that field's name
 */
record Carrier(String header, String authType) {
  static final String AUTHORIZATION = "Authorization";

  static Carrier scheme(String scheme) {
    return new Carrier(AUTHORIZATION, scheme);
  }

  static Carrier header(String name) {
    return new Carrier(name, name);
  }
}
