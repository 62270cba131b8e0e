package dev.sallyport.benchmarks.subject;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** A measured implementation that requests pass on their way to the application. Thread-safe. */
public interface Subject extends AutoCloseable {
  /**
   * Username of the valid key's owner, which is {@code getUserPrincipal().getName()} for each
   * subject.
   */
  String USERNAME = "admin";

  /** Passes a request to the end of the chain, or responds to it. */
  void handle(ServletRequest request, ServletResponse response, FilterChain end)
      throws IOException, ServletException;

  /** Returns the context of the application. */
  ServletContext context();

  /** Returns the value of the header {@code Authorization} with a credential. */
  String authorization(Credential credential);

  @Override
  default void close() {}

  /** Kinds of credentials. */
  enum Credential {
    /** A valid key. */
    VALID,
    /** A well-formed token without a key. */
    UNKNOWN,
    /** A valid key with one mistyped character, so that its checksum is wrong. */
    MALFORMED
  }
}
