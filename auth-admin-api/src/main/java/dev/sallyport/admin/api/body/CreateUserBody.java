package dev.sallyport.admin.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sallyport.key.UserKind;
import dev.sallyport.token.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a user.
 *
 * @param accountId account of the user; null for the caller's account
 * @param kind person or service; null for a person
 * @param staff staff status; null for the default, which is true for services only
 * @param password password; null for a user who cannot sign in
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record CreateUserBody(
    @Nullable String accountId,
    String userId,
    @Nullable UserKind kind,
    @Nullable String email,
    @Nullable Boolean staff,
    @Nullable Secret password) {}
