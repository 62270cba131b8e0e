package dev.sallyport;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.Source;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Requires that every Sallyport class named in a string is on the module's class path: a module
 * must not refer to modules above it, even by name. Class files contain type names with slashes,
 * and string constants unchanged.
 */
final class NameNoUnknownClass extends ArchCondition<JavaClass> {
  private static final Pattern CLASS_NAME =
      Pattern.compile("dev\\.sallyport(?:\\.[a-z0-9]+)*\\.[A-Z]\\w*");

  NameNoUnknownClass() {
    super("name in strings only classes of ours that their module knows");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    Matcher names = CLASS_NAME.matcher(type.getSource().map(NameNoUnknownClass::text).orElse(""));
    while (names.find()) {
      String name = names.group();
      if (getClass().getClassLoader().getResource(name.replace('.', '/') + ".class") == null) {
        events.add(SimpleConditionEvent.violated(type, type.getName() + " names " + name));
      }
    }
  }

  private static String text(Source source) {
    try (InputStream in = source.getUri().toURL().openStream()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
