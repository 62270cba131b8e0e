package dev.sallyport.benchmarks.load;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;

/** Removes what a measurement left in the directory for temporary files. */
final class Trees {
  private Trees() {}

  /** As far as it can: of servers that were killed something may still be written there. */
  static void delete(Path root) {
    delete(root.toFile());
  }

  private static void delete(File file) {
    File[] children = file.listFiles(); // null for whatever is no directory
    if (children != null && !Files.isSymbolicLink(file.toPath())) {
      for (File child : children) {
        delete(child);
      }
    }
    if (!file.delete()) {
      file.deleteOnExit();
    }
  }
}
