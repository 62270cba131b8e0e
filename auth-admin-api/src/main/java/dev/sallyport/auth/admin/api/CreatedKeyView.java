package dev.sallyport.auth.admin.api;

import dev.sallyport.auth.token.Secret;

/** A new key and the one showing of its token. */
public record CreatedKeyView(KeyView key, Secret token) {}
