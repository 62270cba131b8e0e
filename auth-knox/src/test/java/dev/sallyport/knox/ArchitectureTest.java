package dev.sallyport.knox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.sallyport.ModuleRules;

@AnalyzeClasses(packagesOf = ArchitectureTest.class, importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
  @ArchTest static final ArchTests OF_EVERY_MODULE = ArchTests.in(ModuleRules.class);

  /** What this module needs of others is public, so that applications can write the same. */
  @ArchTest
  static final ArchRule USES_NO_INTERNAL_PACKAGE_OF_OTHERS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.sallyport.internal..", "dev.sallyport.servlet.internal..");
}
