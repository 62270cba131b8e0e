package dev.sallyport.admin.api.body;

/**
 * Body without properties.
 *
 * @since 0.1.0
 */
public record EmptyBody() {}
