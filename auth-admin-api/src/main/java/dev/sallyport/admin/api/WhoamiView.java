package dev.sallyport.admin.api;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The caller of the API.
 *
 * @param superuser whether all accounts are seen
 * @param grantableScopes scopes that the caller may give to keys
 * @param keyId the key with which the caller came; null for a session
 */
public record WhoamiView(
    String accountNumber,
    String username,
    String accountName,
    String email,
    boolean superuser,
    boolean mayChange,
    List<String> grantableScopes,
    @Nullable UUID keyId) {}
