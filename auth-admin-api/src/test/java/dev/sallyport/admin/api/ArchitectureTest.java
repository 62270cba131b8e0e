package dev.sallyport.admin.api;

import dev.sallyport.ModuleRules;
import java.util.List;
import org.junit.jupiter.api.Order;

@Order(1)
final class ArchitectureTest extends ModuleRules {
  /** Hosts see the JSON of this module's records, not the records. */
  ArchitectureTest() {
    super(List.of());
  }
}
