package dev.sallyport;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Rules for the classes of every module, which are in the package of the test and below. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class ModuleRules {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(getClass().getPackageName());

  private final List<String> ofHosts;

  /** Creates the rules of a module with a descriptor. */
  protected ModuleRules() {
    this(PublicTypes.exportedPackages());
  }

  /**
   * Creates the rules of a module.
   *
   * @param ofHosts the packages whose types hosts use in their code
   */
  protected ModuleRules(List<String> ofHosts) {
    this.ofHosts = ofHosts;
  }

  /** Checks a rule for the classes of the module. */
  protected final void check(ArchRule rule) {
    rule.check(classes);
  }

  @Test
  final void classesAreFinal() {
    check(
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
            .haveSimpleNameNotEndingWith("Contract") // tests that stores extend
            .and(DescribedPredicate.describe("are not sealed", it -> !it.reflect().isSealed()))
            .should()
            .haveModifier(JavaModifier.FINAL));
  }

  /** Each package is a slice, without its subpackages. */
  @Test
  final void packagesHaveNoCycles() {
    check(
        SlicesRuleDefinition.slices()
            .matching("dev.sallyport.(**)")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true));
  }

  @Test
  final void packagesAreSmall() {
    check(classes().that().areTopLevelClasses().should(new StandAmongFewTypes(25)));
  }

  /** Components of records are excepted: those of a result may be optional. */
  @Test
  final void parametersAreNotOptional() {
    DescribedPredicate<JavaCodeUnit> isOfRecord =
        DescribedPredicate.describe(
            "constructors of records", it -> it.isConstructor() && it.getOwner().isRecord());
    check(
        codeUnits()
            .that()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .arePublic()
            .and()
            .areDeclaredInClassesThat()
            .resideInAnyPackage(ofHosts.toArray(String[]::new))
            .and(DescribedPredicate.not(isOfRecord))
            .should()
            .notHaveRawParameterTypes(
                DescribedPredicate.describe(
                    "optional",
                    types ->
                        types.stream()
                            .anyMatch(
                                it ->
                                    it.isEquivalentTo(Optional.class)
                                        || it.isEquivalentTo(OptionalLong.class))))
            .allowEmptyShould(true));
  }

  @Test
  final void stringsNameNoClassOfAnotherModule() {
    check(classes().should(new NameNoUnknownClass()));
  }

  /** That is, with what they require, as far as the class path of the tests has them. */
  @Test
  final void modulesResolve() {
    ModulePath path = ModulePath.ofClassPath();

    assertThat(path.roots())
        .contains("dev.sallyport.core")
        .containsAll(ModulePath.namesIn(Path.of("target/classes")));
    assertThat(path.resolve().modules().stream().map(ResolvedModule::name))
        .containsAll(path.roots());
  }

  @Test
  final void publicTypesHaveASampleAndSince() {
    assertThat(PublicTypes.withoutSampleOrSince(ofHosts)).isEmpty();
  }
}
