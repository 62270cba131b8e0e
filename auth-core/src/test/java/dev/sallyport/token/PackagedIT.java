package dev.sallyport.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.token.Argon2FallbackTest.Place;
import java.io.IOException;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the module's jar, which contains Argon2id in Java. Runs after the jar is built. */
class PackagedIT {
  private static final Path JAR = Path.of(System.getProperty("core.jar"));

  @TempDir Path folder;

  @Test
  void computesInJavaWithoutOtherJars() throws Exception {
    Place place =
        new Place("jars are missing", List.of(), JAR, "classes|(jna|argon2|bcprov)-.*", "jna");

    List<String> lines = place.run(folder, List.of());

    assertThat(lines).hasSize(4);
    for (int i = 0; i < 3; i++) {
      Digester digester = DigestingApplication.DIGESTERS.get(i);
      assertThat(digester.matches(DigestingApplication.SECRET, lines.get(i))).isTrue();
    }
    assertThat(lines.get(3)).contains("in Java because argon2-jvm does not load");
  }

  @Test
  void isAModuleThatHidesThem() {
    assertThat(ModuleFinder.of(JAR).find("dev.sallyport.core").orElseThrow().descriptor())
        .satisfies(
            it -> assertThat(it.packages()).anyMatch(name -> name.contains("bouncycastle")),
            it ->
                assertThat(it.exports())
                    .noneMatch(export -> export.source().contains("bouncycastle")));
  }

  @Test
  void containsOnlyWhatItNeeds() throws IOException {
    assertThat(Files.size(JAR)).isLessThan(1_500_000);
    try (ZipFile jar = new ZipFile(JAR.toFile())) {
      assertThat(jar.stream().map(it -> it.getName()))
          .contains("META-INF/licenses/bouncycastle.md", "module-info.class")
          .noneMatch(it -> it.startsWith("org/") || it.contains("java.security.Provider"))
          .anyMatch(
              it -> it.endsWith("/bouncycastle/crypto/generators/Argon2BytesGenerator.class"));
    }
  }
}
