package dev.sallyport.admin.console.key;

import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.session.Sha256;
import dev.sallyport.key.ApiKey;
import dev.sallyport.key.Owner;
import dev.sallyport.management.CreateResult.Created;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Controller of the responses to forms that create a token. They show it themselves, so that no
 * server keeps it, and say so if the form was already submitted.
 */
public final class NewKeyController {
  private static final int STATUS_CONFLICT = 409;

  private NewKeyController() {}

  /**
   * Model of the page.
   *
   * @param key the key of the token; null if it was deleted since
   * @param token the token, shown once; null if the form was already submitted
   * @param repeated what is said if the form was already submitted, and the key exists
   */
  public record NewKeyPage(
      PageLayout layout, @Nullable ApiKey key, @Nullable NewTokenPage token, String repeated) {}

  /**
   * Shows the token of a new key. Reads nothing from the store, so that the token is not lost if it
   * is unavailable.
   *
   * @param title what was done
   */
  static ConsoleResponse created(ConsoleRequest request, Created created, String title) {
    NewTokenPage token =
        NewTokenPage.of(created.token(), request.http(), request.requestAuthenticator());
    PageLayout layout = request.layout(title, KeyListController.PATH);
    return ConsoleResponse.shown(
        "newKey", new NewKeyPage(layout, created.key().redacted(), token, ""));
  }

  /**
   * Says that the form of a new key was already submitted.
   *
   * @param key the created key; empty if it was deleted since
   */
  static ConsoleResponse createdAlready(ConsoleRequest request, Optional<ApiKey> key) {
    return repeated(
        request,
        key,
        "This key was already created",
        "The form was sent again, so nothing was done. The token was shown when the form was sent"
            + " first, and cannot be shown again. If you do not have it, rotate the key: its"
            + " successor has another token.");
  }

  /** Says that a key was already rotated, by this form or another one. */
  static ConsoleResponse rotatedAlready(ConsoleRequest request, ApiKey successor) {
    return repeated(
        request,
        Optional.of(successor),
        "This key was already rotated",
        "This key was already rotated, so nothing was done. The token of its successor was shown"
            + " then to the person who rotated it.");
  }

  private static ConsoleResponse repeated(
      ConsoleRequest request, Optional<ApiKey> key, String title, String sentence) {
    PageLayout layout = request.layout(title, KeyListController.PATH);
    ApiKey redacted = key.map(ApiKey::redacted).orElse(null);
    return new ConsoleResponse.Shown(
        STATUS_CONFLICT, "newKey", new NewKeyPage(layout, redacted, null, sentence));
  }

  /**
   * Returns whether a key had this id, even if it was deleted since, as far as that is recorded.
   */
  static boolean isUsed(ConsoleRequest request, UUID id) {
    return request.keys().find(id).isPresent()
        || (request.sallyport().isAudited()
            && !request.sallyport().audit().latestOf("key:" + id, 1).isEmpty());
  }

  /**
   * Returns the id of the key that a form creates, which is the same for each submission. It cannot
   * be chosen: the history of a deleted key would be that of the new one.
   *
   * @param form random id of the form
   */
  static UUID keyId(Owner user, UUID form) {
    ByteBuffer digest = ByteBuffer.wrap(Sha256.of("new key\n" + user + "\n" + form));
    long version8 = (digest.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x8000;
    long variant = (digest.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
    return new UUID(version8, variant);
  }
}
