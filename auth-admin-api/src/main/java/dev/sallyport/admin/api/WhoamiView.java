package dev.sallyport.admin.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Caller of the API.
 *
 * @param superuser whether the caller sees all accounts
 * @param mayChange whether the caller may make changes
 * @param grantableScopes scopes that the caller may grant to keys
 * @param keyId id of the key that authenticated the request; null for a session
 * @since 0.1.0
 */
public record WhoamiView(
    String accountId,
    String userId,
    String accountName,
    String email,
    boolean superuser,
    boolean mayChange,
    List<String> grantableScopes,
    @Nullable UUID keyId) {}
