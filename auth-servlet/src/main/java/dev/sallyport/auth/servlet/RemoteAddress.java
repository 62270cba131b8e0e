package dev.sallyport.auth.servlet;

import dev.sallyport.auth.token.Network;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a request comes from, as the container says, and how addresses are written elsewhere. */
final class RemoteAddress {
  /** Of IPv4 or IPv6, the latter with a zone behind it (RFC 4007 section 11) if need be. */
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9A-Fa-f:][0-9A-Fa-f.:]{0,44}(%[0-9A-Za-z._-]{1,64})?");

  /** With the port that may stand behind it (RFC 7239 section 6). */
  private static final Pattern NODE =
      Pattern.compile("(?:([0-9.]{1,15})|\\[([0-9A-Fa-f:.]{1,45})])(?::[0-9A-Za-z._-]{1,32})?");

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

  /** The address in what a proxy wrote; empty if there is none, or a name stands for it. */
  static Optional<String> ofNode(String node) {
    Matcher matcher = NODE.matcher(node);
    String address = node;
    if (matcher.matches()) {
      address = matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }
    return Network.around(address, 32, 128).isPresent() && !address.startsWith("[")
        ? Optional.of(address)
        : Optional.empty();
  }

  private static String withoutBrackets(@Nullable String address) {
    if (address == null) {
      return "";
    }
    boolean bracketed = address.startsWith("[") && address.endsWith("]");
    return bracketed ? address.substring(1, address.length() - 1) : address;
  }
}
