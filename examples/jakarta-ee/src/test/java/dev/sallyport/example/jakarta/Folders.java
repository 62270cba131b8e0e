package dev.sallyport.example.jakarta;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** Copies of the folders of servers. */
final class Folders {
  private Folders() {}

  /** Copies a folder with all files. */
  static void copy(Path from, Path to) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(from)) {
      files = all.toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Copies a class alone, without those that tests have in an application. */
  static Path withClass(Class<?> type, Path folder) throws IOException {
    String file = type.getName().replace('.', '/') + ".class";
    Path copy = folder.resolve(file);
    Files.createDirectories(copy.getParent());
    Files.copy(Path.of("target/test-classes").resolve(file), copy);
    return folder;
  }

  /** Replaces a file in one step, so that a server that scans it reads the old or the new one. */
  static void replace(Path from, Path to) {
    try {
      Path copy = to.resolveSibling(to.getFileName() + ".tmp");
      Files.copy(from, copy, StandardCopyOption.REPLACE_EXISTING);
      Files.move(copy, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
