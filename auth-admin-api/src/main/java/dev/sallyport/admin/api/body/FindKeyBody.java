package dev.sallyport.admin.api.body;

import dev.sallyport.token.Secret;

/**
 * Search for the key of a token.
 *
 * @param token token of the key
 * @since 0.1.0
 */
public record FindKeyBody(Secret token) {}
