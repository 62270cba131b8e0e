package dev.sallyport.benchmarks.subject;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;

/** What requests go through on their way to the application. Thread-safe. */
public interface Subject extends AutoCloseable {
  /** Whose key the valid one is, as {@code getUserPrincipal().getName()} of each subject has it. */
  String USERNAME = "admin";

  /** Takes one request to the end of the chain, or answers it. */
  void handle(ServletRequest request, ServletResponse response, FilterChain end)
      throws IOException, ServletException;

  /** The application it stands in front of. */
  ServletContext context();

  /** The value of the header {@code Authorization} with such a credential. */
  String authorization(Credential credential);

  @Override
  default void close() {}

  /** What a client may bring. */
  enum Credential {
    /** A key. */
    VALID,
    /** What looks like a key and is none. */
    UNKNOWN,
    /** A key with one character mistyped, so that its checksum is wrong. */
    MALFORMED
  }
}
