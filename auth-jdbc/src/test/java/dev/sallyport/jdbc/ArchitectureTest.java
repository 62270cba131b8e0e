package dev.sallyport.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.sallyport.ModuleRules;
import java.time.Instant;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(1)
final class ArchitectureTest extends ModuleRules {
  @Test
  void storesNeedNoPersistenceProvider() {
    check(noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence.."));
  }

  @Test
  void storesHaveNoClock() {
    check(noClasses().should().callMethod(Instant.class, "now"));
  }
}
