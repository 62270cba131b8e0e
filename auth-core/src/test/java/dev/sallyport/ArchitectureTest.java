package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

@Order(1)
final class ArchitectureTest extends ModuleRules {
  private static final String ROOT = "dev.sallyport";

  @Test
  void publicPackagesKnowNoEngine() {
    check(
        noClasses()
            .that()
            .resideOutsideOfPackages(ROOT, ROOT + ".internal..", ROOT + ".memory")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT + ".internal.*.."));
  }

  @Test
  void theCoreDependsNeitherOnHttpNorOnDatabases() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "jakarta..",
                "java.net.http..",
                "java.sql..",
                "com.fasterxml..",
                "org.hibernate.."));
  }
}
