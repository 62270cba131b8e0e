package dev.sallyport.auth.servlet;

import jakarta.servlet.http.HttpServletRequest;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as the container says; which proxies to believe is set there. */
final class RemoteAddress {
  /** Of IPv4 or IPv6, the latter with a zone behind it (RFC 4007 section 11) if need be. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f.:]{0,44}(%[0-9A-Za-z._-]{1,64})?");

  private RemoteAddress() {}

  /**
   * The address, in the same form on all containers.
   *
   * @return empty if there is none, or what stands for it is none, as a header that a container
   *     believes may have it
   */
  static String of(HttpServletRequest request) {
    String address = withoutBrackets(request.getRemoteAddr());
    return ADDRESS.matcher(address).matches() ? address : "";
  }

  private static String withoutBrackets(@Nullable String address) {
    if (address == null) {
      return "";
    }
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return bracketed ? address.substring(1, address.length() - 1) : address;
  }
}
