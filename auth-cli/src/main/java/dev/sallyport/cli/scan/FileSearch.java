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

/** Search for tokens in files, with counts of files. Not thread-safe. */
final class FileSearch {
  private static final String STANDARD_INPUT = "-";
  private static final TokenFormat SALLYPORT = TokenFormat.sallyport(TokenFormat.DEFAULT_PREFIX);

  private final TokenFinder finder;
  private final Function<Secret, Optional<UUID>> keyOf;
  private final Consumer<Finding> found;
  private final Consumer<String> unreadable;
  private final ProgressReporter progress;
  private int searched;
  private int binary;
  private int failed;

  /**
   * Creates a search.
   *
   * @param knox whether to find tokens in knox's format too
   * @param keyOf returns the id of the key whose token was verified; empty if there is none
   * @param found receives each finding at once
   * @param unreadable receives the names of files that could not be read
   * @param progress receives the number of files that were read
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

  /** Returns the number of binary files, which were not searched. */
  int binary() {
    return binary;
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

  /** Searches a file, or all files in a directory without following symbolic links in it. */
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
    if (finder.search(input, match -> found.accept(finding(path, match)))) {
      searched++;
    } else {
      binary++;
    }
    progress.update((long) searched + binary);
  }

  private Finding finding(String path, TokenMatch match) {
    UUID key =
        match.readings().stream().flatMap(it -> keyOf.apply(it).stream()).findFirst().orElse(null);
    if (match.knox()) {
      return new Finding(path, match.line(), "knox", key, null, null);
    }
    Secret token = match.readings().get(0);
    String lookup = SALLYPORT.lookupOf(token).orElse("");
    return new Finding(path, match.line(), "sallyport", key, SALLYPORT.prefixOf(token), lookup);
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
