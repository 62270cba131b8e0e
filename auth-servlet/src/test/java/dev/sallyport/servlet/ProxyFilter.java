package dev.sallyport.servlet;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Believes a header about where a request comes from, as a container behind a proxy is set to. */
public final class ProxyFilter implements Filter {
  public static final String HEADER = "Client-Address";

  /** The same, where the application may read parameters. */
  public static final String PEER = "Peer-Address";

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletRequest http = (HttpServletRequest) request;
    String address = http.getHeader(HEADER);
    HttpServletRequest outer = address == null ? http : new Forwarded(http, address);
    String peer = http.getHeader(PEER);
    chain.doFilter(peer == null ? outer : new From(outer, peer), response);
  }

  /** The same request from elsewhere. */
  private static final class From extends HttpServletRequestWrapper {
    private final String address;

    From(HttpServletRequest request, String address) {
      super(request);
      this.address = address;
    }

    @Override
    public String getRemoteAddr() {
      return address;
    }
  }

  /** The same request from elsewhere; null is from nowhere. Its body is not to be read. */
  public static final class Forwarded extends HttpServletRequestWrapper {
    private final @Nullable String address;

    public Forwarded(HttpServletRequest request, @Nullable String address) {
      super(request);
      this.address = address;
    }

    @Override
    public @Nullable String getRemoteAddr() {
      return address;
    }

    @Override
    public ServletInputStream getInputStream() {
      throw new IllegalStateException("the body is not to be read");
    }

    @Override
    public BufferedReader getReader() {
      throw new IllegalStateException("the body is not to be read");
    }

    @Override
    public String getParameter(String name) {
      throw new IllegalStateException("parameters may be in the body");
    }
  }
}
