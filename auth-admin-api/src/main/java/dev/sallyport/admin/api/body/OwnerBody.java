package dev.sallyport.admin.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sallyport.key.Owner;
import org.jspecify.annotations.Nullable;

/**
 * Owner of a new key.
 *
 * @param accountId the account; null for that of the caller
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record OwnerBody(@Nullable String accountId, String userId) {
  /** Returns the body that names an owner. */
  public static OwnerBody of(Owner owner) {
    return new OwnerBody(owner.accountId(), owner.userId());
  }
}
