package dev.sallyport.admin.api;

import dev.sallyport.token.Secret;

/** A new key and the one showing of its token. */
public record CreatedKeyView(KeyView key, Secret token) {}
