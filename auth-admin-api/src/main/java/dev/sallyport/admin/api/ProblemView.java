package dev.sallyport.admin.api;

/**
 * Problem document of a denied or failed request (RFC 9457).
 *
 * @since 0.1.0
 */
public record ProblemView(String type, String title, int status, String detail) {}
