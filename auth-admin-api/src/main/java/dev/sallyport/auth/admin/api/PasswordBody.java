package dev.sallyport.auth.admin.api;

import dev.sallyport.auth.token.Secret;

/** A password: a new one of a user, or the caller's own to confirm a session. */
public record PasswordBody(Secret password) {}
