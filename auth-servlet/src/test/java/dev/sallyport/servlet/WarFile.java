package dev.sallyport.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A web application archive with this module and what it needs at run time. */
final class WarFile {
  private static final List<String> LIBRARIES =
      List.of(
          "sallyport-core",
          "sallyport-servlet",
          "argon2-jvm",
          "bucket4j",
          "caffeine",
          "jackson-core",
          "jna",
          "jspecify",
          "slf4j-api");

  private WarFile() {}

  /**
   * Writes one.
   *
   * @param descriptors names and contents of files in WEB-INF
   * @param missing what the names of the libraries start with that are left out
   * @param classes of the application
   */
  static void write(
      Path war, Map<String, String> descriptors, List<String> missing, List<Class<?>> classes)
      throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (Map.Entry<String, String> file : descriptors.entrySet()) {
        add(zip, "WEB-INF/" + file.getKey(), file.getValue().getBytes(UTF_8));
      }
      for (Class<?> type : classes) {
        String file = type.getName().replace('.', '/') + ".class";
        try (InputStream in = WarFile.class.getClassLoader().getResourceAsStream(file)) {
          add(zip, "WEB-INF/classes/" + file, in.readAllBytes());
        }
      }
      for (Path library : libraries()) {
        String name = nameOf(library);
        if (missing.stream().noneMatch(name::startsWith)) {
          add(zip, "WEB-INF/lib/" + name, contentOf(library));
        }
      }
    }
  }

  /** What this test runs with, which may have modules of ours as folders of classes. */
  private static List<Path> libraries() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(it -> Path.of(it).toAbsolutePath())
        .filter(it -> !it.endsWith("test-classes"))
        .filter(it -> LIBRARIES.stream().anyMatch(nameOf(it)::startsWith))
        .filter(it -> !nameOf(it).endsWith("-tests.jar"))
        .toList();
  }

  private static String nameOf(Path library) {
    return library.endsWith("target/classes")
        ? library.getName(library.getNameCount() - 3).toString().replace("auth-", "sallyport-")
            + ".jar"
        : library.getFileName().toString();
  }

  private static byte[] contentOf(Path library) throws IOException {
    if (!Files.isDirectory(library)) {
      return Files.readAllBytes(library);
    }
    ByteArrayOutputStream jar = new ByteArrayOutputStream();
    List<Path> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(library);
        ZipOutputStream zip = new ZipOutputStream(jar)) {
      all.filter(Files::isRegularFile).forEach(files::add);
      for (Path file : files) {
        String name = library.relativize(file).toString().replace(File.separatorChar, '/');
        add(zip, name, Files.readAllBytes(file));
      }
    }
    return jar.toByteArray();
  }

  private static void add(ZipOutputStream zip, String name, byte[] content) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(content);
    zip.closeEntry();
  }
}
