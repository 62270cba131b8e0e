package dev.sallyport.auth.cli;

import dev.sallyport.auth.spi.Resource;
import java.util.List;
import java.util.UUID;

/** The keys that are bound to a resource, each named by the first key of its row of rotations. */
final class BoundKeys {
  private BoundKeys() {}

  /** Their ids, in an order that stays. */
  static List<String> of(Resource resource) {
    return resource.boundFamilies().stream().map(UUID::toString).sorted().toList();
  }

  /** To stand within a sentence. */
  static String areBound(Resource resource) {
    int count = resource.boundFamilies().size();
    return switch (count) {
      case 0 -> "no key is bound";
      case 1 -> "one key is bound";
      default -> count + " keys are bound";
    };
  }
}
