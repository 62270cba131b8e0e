package dev.sallyport.auth.admin.api;

/** A body without members. */
public record EmptyBody() {}
