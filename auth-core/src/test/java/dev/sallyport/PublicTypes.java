package dev.sallyport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Sources of the public types of the module in the working directory. */
final class PublicTypes {
  private static final Path SOURCES = Path.of("src/main/java");
  private static final Pattern EXPORTED = Pattern.compile("exports ([\\w.]+);");
  private static final Pattern TYPE =
      Pattern.compile(
          "^public (?:abstract |final |sealed )*(?:class|@?interface|record|enum) ",
          Pattern.MULTILINE);

  private PublicTypes() {}

  /** Returns the packages that the descriptor exports; none without a descriptor. */
  static List<String> exportedPackages() {
    Path descriptor = SOURCES.resolve("module-info.java");
    return Files.exists(descriptor)
        ? EXPORTED.matcher(read(descriptor)).results().map(it -> it.group(1)).toList()
        : List.of();
  }

  /** Returns the files of types whose Javadoc has no code sample or no {@code @since}. */
  static List<Path> withoutSampleOrSince(List<String> packages) {
    return packages.stream()
        .flatMap(PublicTypes::filesOf)
        .filter(it -> !isDocumented(read(it)))
        .toList();
  }

  private static Stream<Path> filesOf(String name) {
    Path folder = SOURCES.resolve(name.replace('.', '/'));
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isDocumented(String source) {
    Matcher type = TYPE.matcher(source);
    return type.results()
        .findFirst()
        .map(MatchResult::start)
        .map(start -> source.substring(0, start))
        .map(doc -> doc.contains("@since ") && doc.contains("<pre>{@code\n"))
        .orElse(true);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
