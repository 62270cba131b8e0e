package dev.sallyport.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tests with JVMs in which argon2-jvm's native library does not load, for each known reason. */
class Argon2FallbackTest {
  private static final Secret SECRET = DigestingApplication.SECRET;
  private static final List<Digester> DIGESTERS = DigestingApplication.DIGESTERS;

  @TempDir private static Path folder;

  /**
   * A JVM with the class path of the test.
   *
   * @param first folder before all others on its class path
   * @param without jars missing from its class path
   */
  record Place(String wrong, List<String> options, Path first, String without, String because) {
    @Override
    public String toString() {
      return wrong;
    }

    /**
     * Returns the lines that the application prints.
     *
     * @param folder for files
     */
    List<String> run(Path folder, List<String> digests) throws Exception {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      command.add("-XX:TieredStopAtLevel=1");
      command.addAll(options);
      command.addAll(List.of("-cp", first + File.pathSeparator + classPath()));
      command.add(DigestingApplication.class.getName());
      command.addAll(digests);
      Path output = Files.createTempFile(folder, "output", "");
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      int exitCode = process.waitFor();
      String text = Files.readString(output, UTF_8);
      assertThat(exitCode).as(text).isZero();
      return DigestingApplication.printed(text.lines());
    }

    private String classPath() {
      StringBuilder kept = new StringBuilder();
      var entries = new StringTokenizer(System.getProperty("java.class.path"), File.pathSeparator);
      while (entries.hasMoreTokens()) {
        String entry = entries.nextToken();
        if (!Path.of(entry).getFileName().toString().matches(without)) {
          kept.append(entry).append(File.pathSeparator);
        }
      }
      return kept.toString();
    }
  }

  static Stream<Place> places() throws IOException {
    Path none = folder.resolve("none");
    String all = "no jar";
    Path file = Files.writeString(folder.resolve("file"), "");
    Path jna = folder.resolve("jna");
    Path library = jna.resolve(Path.of("com", "sun", "jna", Platform.RESOURCE_PREFIX));
    Files.writeString(
        Files.createDirectories(library).resolve(System.mapLibraryName("jnidispatch")), "none");
    List<Place> places = new ArrayList<>();
    places.add(
        new Place(
            "JNA may not unpack its library",
            List.of("-Djna.nosys=true", "-Djna.nounpack=true"),
            none,
            all,
            "UnsatisfiedLinkError"));
    places.add(
        new Place(
            "the folder for native libraries is none",
            List.of("-Djna.nosys=true", "-Djna.tmpdir=" + file),
            none,
            all,
            "Error"));
    places.add(
        new Place("JNA's library is another's", List.of(), jna, all, "UnsatisfiedLinkError"));
    places.add(
        new Place("argon2-jvm is missing", List.of(), none, "argon2-jvm.*", "argon2.Argon2"));
    places.add(new Place("JNA is missing", List.of(), none, "jna-.*", "com.sun.jna"));
    if (Runtime.version().feature() >= 24) {
      List<String> options = List.of("--illegal-native-access=deny");
      places.add(new Place("native code is denied", options, none, all, "IllegalCaller"));
    }
    return places.stream();
  }

  @ParameterizedTest
  @MethodSource("places")
  void javaAndNativeCodeVerifyEachOthersDigests(Place place) throws Exception {
    try (Argon2 open = Argon2.open()) {
      List<String> lines =
          place.run(folder, DIGESTERS.stream().map(it -> it.digest(SECRET)).toList());

      assertThat(open).isNotNull();
      assertThat(lines.subList(0, 6))
          .containsExactly("true", "false", "true", "false", "true", "false");
      for (int i = 0; i < DIGESTERS.size(); i++) {
        String digest = lines.get(6 + i);
        assertThat(DIGESTERS.get(i).isCurrent(digest)).isTrue();
        assertThat(DIGESTERS.get(i).matches(SECRET, digest)).isTrue();
      }
      assertThat(lines.get(9))
          .startsWith(
              "[INFO] Argon2id is computed by Bouncy Castle, in Java because argon2-jvm does")
          .contains(place.because());
    }
  }

  @Test
  void usesNativeCodeByDefault() throws Exception {
    Place place = new Place("nothing", List.of(), folder, "no jar", "");

    assertThat(place.run(folder, List.of()))
        .hasSize(4)
        .last()
        .isEqualTo("[INFO] Argon2id is computed by argon2-jvm, in native code");
  }
}
