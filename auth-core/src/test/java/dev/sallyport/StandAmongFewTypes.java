package dev.sallyport;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Limits the number of top-level types per package. */
final class StandAmongFewTypes extends ArchCondition<JavaClass> {
  private final int max;

  StandAmongFewTypes(int max) {
    super("stand among at most %d top-level types of their package", max);
    this.max = max;
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    JavaPackage own = type.getPackage();
    Set<String> types =
        own.getClasses().stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(it -> !it.isArray() && !it.getModifiers().contains(JavaModifier.SYNTHETIC))
            .map(JavaClass::getSimpleName)
            .filter(it -> !it.matches("Jte\\w+Generated")) // a compiled template
            .collect(Collectors.toCollection(TreeSet::new));
    types.remove("package-info");
    if (types.size() > max) {
      String sentence = "the package %s has %d types: %s";
      events.add(
          SimpleConditionEvent.violated(
              type, sentence.formatted(own.getName(), types.size(), types)));
    }
  }
}
