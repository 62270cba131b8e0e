package dev.sallyport.admin.api;

import dev.sallyport.token.Secret;

/** New key with its token, which is returned only once. */
public record CreatedKeyView(KeyView key, Secret token) {}
