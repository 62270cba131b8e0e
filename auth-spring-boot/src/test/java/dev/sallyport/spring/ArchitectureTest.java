package dev.sallyport.spring;

import dev.sallyport.ModuleRules;
import java.util.List;
import org.junit.jupiter.api.Order;

@Order(1)
final class ArchitectureTest extends ModuleRules {
  ArchitectureTest() {
    super(List.of("dev.sallyport.spring"));
  }
}
