package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

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

  private ModuleRules() {}
}
