package dev.sallyport.admin.api;

import dev.sallyport.token.Secret;

/**
 * New key with its token, which is returned only once.
 *
 * @since 0.1.0
 */
public record CreatedKeyView(KeyView key, Secret token) {}
