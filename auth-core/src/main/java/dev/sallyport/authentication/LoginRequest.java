package dev.sallyport.authentication;

import static java.util.Objects.requireNonNull;

import dev.sallyport.token.Secret;
import java.util.Optional;

/**
 * Username and password that a client sent, not yet verified.
 *
 * <pre>{@code
 * LoginRequest request =
 *     LoginRequest.of("ada", Secret.of(password), request.getRemoteAddr()).inAccount("acme");
 * }</pre>
 *
 * @param username username, of any length and content
 * @param accountId account id, of any length and content; empty if the client did not name the
 *     account, which then must follow from the username
 * @param password password
 * @param client client address, by which failures are counted; the empty text if unknown
 * @param device id of a device on which the user has logged in before, verified by the caller to
 *     belong to this user; empty if there is none. Such a device has a separate budget of failures,
 *     so that guessing from elsewhere does not lock the user out
 * @since 0.1.0
 */
public record LoginRequest(
    String username,
    Optional<String> accountId,
    Secret password,
    String client,
    Optional<String> device) {
  public LoginRequest {
    requireNonNull(username, "username");
    requireNonNull(accountId, "accountId");
    requireNonNull(password, "password");
    requireNonNull(client, "client");
    requireNonNull(device, "device");
  }

  /** Returns a request without account and device. */
  public static LoginRequest of(String username, Secret password, String client) {
    return new LoginRequest(username, Optional.empty(), password, client, Optional.empty());
  }

  /** Returns this request for a user of an account; without it if the text is empty. */
  public LoginRequest inAccount(String accountId) {
    Optional<String> account = Optional.of(accountId).filter(it -> !it.isEmpty());
    return new LoginRequest(username, account, password, client, device);
  }

  /** Returns this request from a device of the user. */
  public LoginRequest fromDevice(String device) {
    return new LoginRequest(username, accountId, password, client, Optional.of(device));
  }
}
