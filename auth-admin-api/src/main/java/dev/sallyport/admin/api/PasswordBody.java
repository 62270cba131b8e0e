package dev.sallyport.admin.api;

import dev.sallyport.token.Secret;

/**
 * Password: a user's new password, or the caller's password to confirm a session.
 *
 * @since 0.1.0
 */
public record PasswordBody(Secret password) {}
