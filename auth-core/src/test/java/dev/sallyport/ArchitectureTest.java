package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;

/** Dependencies between packages. The poms restrict those between modules. */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  static final String ROOT = "dev.sallyport";

  @ArchTest static final ArchTests OF_EVERY_MODULE = ArchTests.in(ModuleRules.class);

  /** Public packages do not depend on internal ones. */
  @ArchTest
  static final ArchRule PUBLIC_PACKAGES_KNOW_NO_ENGINE =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT, ROOT + ".internal..", ROOT + ".memory")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".internal.*..");

  @ArchTest
  static final ArchRule THE_CORE_DEPENDS_NEITHER_ON_HTTP_NOR_ON_DATABASES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..", "java.net.http..", "java.sql..", "com.fasterxml..", "org.hibernate..");
}
