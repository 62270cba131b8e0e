package dev.sallyport.example.jetty;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.Architectures;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.time.Instant;

/** The arrows of the design, over all modules at once. */
@AnalyzeClasses(
    packages = "dev.sallyport.auth",
    importOptions = {DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  private static final String ROOT = "dev.sallyport.auth";

  @ArchTest
  static final ArchRule IMPORTS_RUN_ONE_WAY =
      Architectures.layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("token")
          .definedBy(ROOT + ".token")
          .layer("spi")
          .definedBy(ROOT + ".spi")
          .layer("auth")
          .definedBy(ROOT)
          .layer("servlet")
          .definedBy(ROOT + ".servlet..")
          .layer("jpa")
          .definedBy(ROOT + ".jpa..")
          .layer("cli")
          .definedBy(ROOT + ".cli..")
          .layer("admin.api")
          .definedBy(ROOT + ".admin.api")
          .layer("admin")
          .definedBy(ROOT + ".admin")
          .whereLayer("auth")
          .mayOnlyBeAccessedByLayers("servlet", "jpa", "cli", "admin", "admin.api")
          .whereLayer("spi")
          .mayOnlyBeAccessedByLayers("auth", "servlet", "jpa", "cli", "admin", "admin.api")
          .whereLayer("servlet")
          .mayOnlyBeAccessedByLayers("admin")
          .whereLayer("admin.api")
          .mayOnlyBeAccessedByLayers("cli", "admin")
          .whereLayer("admin")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule NO_CYCLES =
      SlicesRuleDefinition.slices().matching(ROOT + ".(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule THE_CORE_KNOWS_NEITHER_HTTP_NOR_DATABASES =
      noClasses()
          .that()
          .resideInAnyPackage(ROOT, ROOT + ".token", ROOT + ".spi")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "jakarta..", "java.net.http..", "java.sql..", "com.fasterxml..", "org.hibernate..");

  @ArchTest
  static final ArchRule STORES_USE_THE_JAKARTA_API_ONLY =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".jpa..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.hibernate..", "org.eclipse.persistence..");

  @ArchTest
  static final ArchRule STORES_HAVE_NO_CLOCK =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".jpa..")
          .should()
          .callMethod(Instant.class, "now");

  @ArchTest
  static final ArchRule CLASSES_ARE_FINAL =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .and()
          .doNotHaveModifier(JavaModifier.SYNTHETIC)
          .and()
          .areNotAssignableTo(Throwable.class)
          .and()
          .areNotAnnotatedWith("jakarta.persistence.Entity")
          .and()
          .areNotAnnotatedWith("jakarta.persistence.Embeddable")
          .and()
          .areTopLevelClasses()
          .and()
          .resideOutsideOfPackage(ROOT + ".testkit")
          .and(DescribedPredicate.describe("are not sealed", it -> !it.reflect().isSealed()))
          .should()
          .haveModifier(JavaModifier.FINAL);

  /** The servers of auth-jpa's tests come in a jar. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }
}
