package dev.sallyport.admin.api.body;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import org.jspecify.annotations.Nullable;

/**
 * Request to create an account.
 *
 * @since 0.1.0
 */
@JsonInclude(Include.NON_NULL)
public record CreateAccountBody(String accountId, @Nullable String name) {}
