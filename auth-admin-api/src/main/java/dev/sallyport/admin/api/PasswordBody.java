package dev.sallyport.admin.api;

import dev.sallyport.token.Secret;

/** A password: a new one of a user, or the caller's own to confirm a session. */
public record PasswordBody(Secret password) {}
