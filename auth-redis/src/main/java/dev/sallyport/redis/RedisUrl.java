package dev.sallyport.redis;

import io.lettuce.core.RedisURI;
import java.net.URI;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The forms of {@code redis-url}.
 *
 * <ul>
 *   <li>{@code redis://user:password@host:6379/0}: a single server
 *   <li>{@code redis-sentinel://user:password@host1:26379,host2:26379/0#master}: the addresses of
 *       Sentinels and the name of the master that they monitor
 *   <li>{@code redis-cluster://user:password@host1:6379,host2:6379}: some nodes of a Redis Cluster
 * </ul>
 *
 * <p>With {@code rediss}, all connections use TLS.
 */
final class RedisUrl {
  private static final String CLUSTER = "-cluster";
  private static final Pattern FORM =
      Pattern.compile(
          "(rediss?)(-sentinel|-cluster)?://([^@/?#]*@)?([^@/?#]+)(/[0-9]*)?(\\?[^#]*)?(#.+)?");

  private RedisUrl() {}

  static boolean isValid(String text) {
    try {
      return !parse(text).isEmpty();
    } catch (RuntimeException e) {
      return false;
    }
  }

  static boolean isCluster(String text) {
    return text.contains(CLUSTER + "://");
  }

  static boolean hasCredentials(String text) {
    Matcher form = FORM.matcher(text);
    return form.matches() && form.group(3) != null;
  }

  /**
   * Returns one URI, or the seeds of a Redis Cluster.
   *
   * @throws IllegalArgumentException if the text has none of the forms; the message shows parts of
   *     the text
   */
  static List<RedisURI> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException("not a Redis URL");
    }
    String kind = form.group(2);
    boolean isSingle = kind == null;
    List<RedisURI> servers =
        Stream.of(form.group(4).split(",", isSingle ? 1 : -1))
            .map(host -> server(form, host))
            .toList();
    if (CLUSTER.equals(kind)) {
      if (form.group(5) != null || form.group(7) != null) {
        throw new IllegalArgumentException("a Redis Cluster has neither databases nor a name");
      }
      return servers;
    }
    return List.of(RedisURI.create(text));
  }

  /** The driver alone would treat unknown parts of a host as part of its name. */
  private static RedisURI server(Matcher form, String host) {
    String url = form.group(1) + "://" + text(form, 3) + host + text(form, 6);
    if (URI.create(url).getHost() == null) {
      throw new IllegalArgumentException("not a host");
    }
    return RedisURI.create(url);
  }

  private static String text(Matcher form, int group) {
    String text = form.group(group);
    return text == null ? "" : text;
  }
}
