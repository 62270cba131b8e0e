package dev.sallyport.authentication;

import dev.sallyport.token.Secret;

/**
 * Username and password that a client sent, not yet verified.
 *
 * <pre>{@code
 * LoginRequest request =
 *     LoginRequest.of("ada", Secret.of(password), request.getRemoteAddr()).inAccount("acme");
 * }</pre>
 *
 * @param username username, of any length and content
 * @param accountId account id, of any length and content; the empty text if the client did not name
 *     the account, which then must follow from the username
 * @param password password
 * @param client client address, by which failures are counted; the empty text if unknown
 * @param device id of a device on which the user has logged in before, verified by the caller to
 *     belong to this user; the empty text if there is none. Such a device has a separate budget of
 *     failures, so that guessing from elsewhere does not lock the user out
 * @since 0.1.0
 */
public record LoginRequest(
    String username, String accountId, Secret password, String client, String device) {
  /** Returns a request without account and device. */
  public static LoginRequest of(String username, Secret password, String client) {
    return new LoginRequest(username, "", password, client, "");
  }

  /** Returns this request for a user of an account; the empty text for none. */
  public LoginRequest inAccount(String accountId) {
    return new LoginRequest(username, accountId, password, client, device);
  }

  /** Returns this request from a device of the user. */
  public LoginRequest fromDevice(String device) {
    return new LoginRequest(username, accountId, password, client, device);
  }
}
