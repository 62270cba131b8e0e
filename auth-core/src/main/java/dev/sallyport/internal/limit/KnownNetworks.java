package dev.sallyport.internal.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.stream.Stream;

/**
 * Networks from which subjects have authenticated since the start: the last {@value #MAX_NETWORKS}
 * of each of {@value #MAX_SUBJECTS} subjects. Thread-safe.
 */
final class KnownNetworks {
  private static final int MAX_SUBJECTS = 20_000;
  private static final int MAX_NETWORKS = 8;

  private final Cache<String, List<String>> bySubject =
      Caffeine.newBuilder().maximumSize(MAX_SUBJECTS).build();

  void add(String subject, String network) {
    if (!contains(subject, network)) {
      bySubject.asMap().merge(subject, List.of(network), KnownNetworks::latest);
    }
  }

  boolean contains(String subject, String network) {
    List<String> networks = bySubject.getIfPresent(subject);
    return networks != null && networks.contains(network);
  }

  private static List<String> latest(List<String> before, List<String> added) {
    return Stream.concat(added.stream(), before.stream()).distinct().limit(MAX_NETWORKS).toList();
  }
}
