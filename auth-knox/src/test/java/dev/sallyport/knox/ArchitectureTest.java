package dev.sallyport.knox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.sallyport.ModuleRules;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(1)
final class ArchitectureTest extends ModuleRules {
  /** What this module needs of others is public, so that applications can write the same. */
  @Test
  void usesNoInternalPackageOfOthers() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.sallyport.internal..", "dev.sallyport.servlet.internal.."));
  }
}
