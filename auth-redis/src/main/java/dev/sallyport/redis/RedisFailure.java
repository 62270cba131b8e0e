package dev.sallyport.redis;

import dev.sallyport.config.SettingException;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import java.io.IOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What went wrong with Redis, without a word of what it or its driver wrote about it. */
final class RedisFailure {
  private static final int MAX_DEPTH = 12;

  private static final String UNREACHABLE = "it cannot be reached";

  /** What every error of Redis begins with. */
  private static final Pattern CODE = Pattern.compile("(?s)-?([A-Z]{2,20})\\b.*");

  private static final Map<String, String> MEANINGS =
      Map.of(
          "WRONGPASS", "it refuses this user or password",
          "NOAUTH", "it requires a password",
          "NOPERM", "its user lacks a right",
          "OOM", "it has no memory left",
          "READONLY", "it is a read-only replica",
          "LOADING", "it is still loading its data",
          "MISCONF", "it cannot save its data");

  /** Where a script failed, the code of what it did stands somewhere in the message. */
  private static final Pattern KNOWN =
      Pattern.compile("\\b(?:%s)\\b".formatted(String.join("|", MEANINGS.keySet())));

  private RedisFailure() {}

  /** Why nothing can be asked, to follow a colon; holds nothing of a URL, a key or a password. */
  static String summary(Throwable thrown) {
    return first(thrown, RedisCommandExecutionException.class)
        .map(e -> refusal(String.valueOf(e.getMessage())))
        .or(() -> first(thrown, SettingException.class).map(Throwable::getMessage))
        .or(() -> first(thrown, SSLException.class).map(RedisFailure::noTls))
        .or(() -> first(thrown, UnknownHostException.class).map(e -> "its host is not known"))
        .or(() -> first(thrown, RedisCommandTimeoutException.class).map(e -> "it does not answer"))
        .or(() -> first(thrown, SocketException.class).map(e -> UNREACHABLE))
        .or(() -> first(thrown, ClosedChannelException.class).map(e -> UNREACHABLE))
        .or(() -> first(thrown, IOException.class).map(RedisFailure::unexpected))
        .or(() -> first(thrown, RedisException.class).map(e -> UNREACHABLE))
        .orElseGet(() -> unexpected(thrown));
  }

  private static String refusal(String message) {
    Matcher known = KNOWN.matcher(message);
    if (known.find()) {
      return "%s (%s)".formatted(MEANINGS.get(known.group()), known.group());
    }
    Matcher other = CODE.matcher(message);
    String code = other.matches() ? other.group(1) : "ERR";
    return "it refuses what it is asked (%s)".formatted(code);
  }

  private static String unexpected(Throwable thrown) {
    return "the attempt failed (%s)".formatted(thrown.getClass().getSimpleName());
  }

  private static String noTls(SSLException e) {
    return "no TLS with it (%s)".formatted(e.getClass().getSimpleName());
  }

  private static <T> Optional<T> first(Throwable thrown, Class<T> type) {
    return chain(thrown).filter(type::isInstance).map(type::cast).findFirst();
  }

  private static Stream<Throwable> chain(Throwable thrown) {
    return Stream.iterate(thrown, it -> it != null, Throwable::getCause).limit(MAX_DEPTH);
  }
}
