package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

/** Dependencies between packages. Those between modules are what their poms allow. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  static final String ROOT = "dev.sallyport";
  private static final String TOKEN = ROOT + ".token..";
  private static final String SPI = ROOT + ".spi..";

  @ArchTest static final ArchTests OF_EVERY_MODULE = ArchTests.in(ModuleRules.class);

  @ArchTest
  static final ArchRule TOKEN_DEPENDS_ON_NOTHING_OF_OURS =
      noClasses()
          .that()
          .resideInAPackage(TOKEN)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOT, SPI);

  @ArchTest
  static final ArchRule SPI_DEPENDS_ON_TOKEN_ONLY =
      noClasses()
          .that()
          .resideInAPackage(SPI)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT);

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_CORE_DEPENDS_NEITHER_ON_HTTP_NOR_ON_DATABASES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..", "java.net.http..", "java.sql..", "com.fasterxml..", "org.hibernate..");
}
