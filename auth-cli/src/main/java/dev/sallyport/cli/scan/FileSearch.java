package dev.sallyport.cli.scan;

import dev.sallyport.cli.context.ProgressReporter;
import dev.sallyport.cli.output.PrintableText;
import dev.sallyport.token.Secret;
import dev.sallyport.token.TokenFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Searches files for tokens, and counts what it did. Not thread-safe. */
final class FileSearch {
  private static final String STANDARD_INPUT = "-";
  private static final TokenFormat SALLYPORT = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX);

  private final TokenFinder finder;
  private final Function<Secret, Optional<UUID>> keyOf;
  private final Consumer<Finding> found;
  private final Consumer<String> unreadable;
  private final ProgressReporter progress;
  private int searched;
  private int passedOver;
  private int failed;

  /**
   * A search.
   *
   * @param keyOf whose token it is, if that can be proven
   * @param found is told at once
   * @param unreadable is told of files that could not be read; they are passed over
   * @param progress is told of files that were
   */
  FileSearch(
      boolean knox,
      Function<Secret, Optional<UUID>> keyOf,
      Consumer<Finding> found,
      Consumer<String> unreadable,
      ProgressReporter progress) {
    this.finder = new TokenFinder(knox);
    this.keyOf = keyOf;
    this.found = found;
    this.unreadable = unreadable;
    this.progress = progress;
  }

  int searched() {
    return searched;
  }

  /** How many were no texts. */
  int passedOver() {
    return passedOver;
  }

  int failed() {
    return failed;
  }

  void standardInput(InputStream input) {
    try {
      search(STANDARD_INPUT, input);
    } catch (IOException e) {
      fail("standard input");
    }
  }

  /** A file, or all within a directory; symbolic links in there are not followed. */
  void path(Path path) {
    if (!Files.isDirectory(path)) {
      file(path, path);
      return;
    }
    try {
      Path real = path.toRealPath();
      Files.walkFileTree(real, new Visitor(path, real));
    } catch (IOException e) {
      fail(shown(path));
    }
  }

  private void file(Path file, Path shown) {
    try (InputStream input = Files.newInputStream(file)) {
      search(shown(shown), input);
    } catch (IOException e) {
      fail(shown(shown));
    }
  }

  private void search(String path, InputStream input) throws IOException {
    if (finder.search(input, sighting -> found.accept(finding(path, sighting)))) {
      searched++;
    } else {
      passedOver++;
    }
    progress.at((long) searched + passedOver);
  }

  private Finding finding(String path, TokenMatch sighting) {
    UUID key =
        sighting.readings().stream()
            .flatMap(it -> keyOf.apply(it).stream())
            .findFirst()
            .orElse(null);
    if (sighting.knox()) {
      return new Finding(path, sighting.line(), "knox", key, null, null);
    }
    Secret token = sighting.readings().get(0);
    String lookup = SALLYPORT.lookupOf(token).orElse("");
    return new Finding(path, sighting.line(), "sallyport", key, SALLYPORT.prefixOf(token), lookup);
  }

  private void fail(String path) {
    failed++;
    unreadable.accept(path);
  }

  private String shown(Path path) {
    return PrintableText.of(finder.masked(path.toString()));
  }

  private final class Visitor extends SimpleFileVisitor<Path> {
    private final Path root;
    private final Path real;

    Visitor(Path root, Path real) {
      this.root = root;
      this.real = real;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile()) {
        file(file, shownAs(file));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException failure) {
      fail(shown(shownAs(file)));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) {
      if (failure != null) {
        fail(shown(shownAs(directory)));
      }
      return FileVisitResult.CONTINUE;
    }

    private Path shownAs(Path file) {
      return root.resolve(real.relativize(file));
    }
  }
}
