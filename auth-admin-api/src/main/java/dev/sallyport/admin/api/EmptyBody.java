package dev.sallyport.admin.api;

/** Body without properties. */
public record EmptyBody() {}
