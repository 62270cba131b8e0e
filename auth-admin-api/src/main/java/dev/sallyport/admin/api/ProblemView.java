package dev.sallyport.admin.api;

/** Why a request was denied or failed (RFC 9457). */
public record ProblemView(String type, String title, int status, String detail) {}
