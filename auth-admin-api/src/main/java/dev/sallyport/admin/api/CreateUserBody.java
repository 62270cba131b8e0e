package dev.sallyport.admin.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import dev.sallyport.token.Secret;
import org.jspecify.annotations.Nullable;

/**
 * Request to create a user.
 *
 * @param password password; null for a user who cannot sign in
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record CreateUserBody(
    String accountNumber,
    String username,
    @Nullable String email,
    @Nullable Boolean staff,
    @Nullable Secret password) {}
