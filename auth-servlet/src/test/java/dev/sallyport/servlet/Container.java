package dev.sallyport.servlet;

import jakarta.servlet.ServletContext;
import java.util.function.Consumer;

/** A servlet container that runs one application on a free port of 127.0.0.1. */
public interface Container {
  /** Longer than any header a test sends, so that it is Sallyport that answers. */
  int MAX_HEADER_BYTES = 256 * 1024;

  int port();

  void stop() throws Exception;

  /** Starts a kind of container. */
  interface Starter {
    /**
     * Starts it with {@code /error} as the page for every error.
     *
     * @param application registers filters and servlets
     * @throws Exception holding, somewhere in its chain, what kept the application from starting
     */
    Container start(Consumer<ServletContext> application) throws Exception;
  }
}
