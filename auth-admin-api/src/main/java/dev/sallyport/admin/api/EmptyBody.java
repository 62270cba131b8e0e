package dev.sallyport.admin.api;

/**
 * Body without properties.
 *
 * @since 0.1.0
 */
public record EmptyBody() {}
