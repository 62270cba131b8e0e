package dev.sallyport.admin.api;

/** A body without members. */
public record EmptyBody() {}
