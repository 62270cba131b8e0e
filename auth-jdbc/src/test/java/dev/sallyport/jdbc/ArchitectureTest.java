package dev.sallyport.jdbc;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.ModuleRules;
import java.time.Instant;

@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests OF_EVERY_MODULE = ArchTests.in(ModuleRules.class);

  @ArchTest
  static final ArchRule STORES_NEED_NO_PERSISTENCE_PROVIDER =
      noClasses().should().dependOnClassesThat().resideInAnyPackage("jakarta.persistence..");

  @ArchTest
  static final ArchRule STORES_HAVE_NO_CLOCK =
      noClasses().should().callMethod(Instant.class, "now");
}
