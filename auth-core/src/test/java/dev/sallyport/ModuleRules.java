package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;

/** Rules for the classes of every module. */
public final class ModuleRules {
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
          .and(DescribedPredicate.describe("are not sealed", it -> !it.reflect().isSealed()))
          .should()
          .haveModifier(JavaModifier.FINAL);

  /** Each package is a slice, without its subpackages. */
  @ArchTest
  static final ArchRule PACKAGES_HAVE_NO_CYCLES =
      SlicesRuleDefinition.slices()
          .matching("dev.sallyport.(**)")
          .should()
          .beFreeOfCycles()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule PACKAGES_ARE_SMALL =
      classes().that().areTopLevelClasses().should(new StandAmongFewTypes(25));

  @ArchTest
  static final ArchRule STRINGS_NAME_NO_CLASS_OF_ANOTHER_MODULE =
      classes().should(new NameNoUnknownClass());

  /** That is, with what they require, as far as the class path of the tests has them. */
  @ArchTest
  static void modulesResolve(JavaClasses classes) {
    ModulePath path = ModulePath.ofClassPath();

    assertThat(path.roots())
        .contains("dev.sallyport.core")
        .containsAll(ModulePath.namesIn(Path.of("target/classes")));
    assertThat(path.resolve().modules().stream().map(ResolvedModule::name))
        .containsAll(path.roots());
  }

  @ArchTest
  static void publicTypesHaveASampleAndSince(JavaClasses classes) {
    assertThat(PublicTypes.withoutSampleOrSince()).isEmpty();
  }

  private ModuleRules() {}
}
