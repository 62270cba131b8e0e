package dev.sallyport;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A modular application runs with Sallyport on its module path. */
class ModulePathTest {
  private static final String MODULE = "module org.example.app { requires dev.sallyport.core; }";
  private static final String MAIN =
      """
      package org.example.app;

      import dev.sallyport.Sallyport;
      import dev.sallyport.key.Owner;
      import dev.sallyport.key.OwnerProfile;
      import dev.sallyport.key.OwnerStatus;
      import dev.sallyport.management.CreateKeyRequest;
      import dev.sallyport.management.CreateResult.Created;
      import dev.sallyport.memory.InMemoryBackend;
      import java.util.Optional;

      public final class Main {
        public static void main(String[] args) {
          var status = OwnerStatus.ACTIVE;
          try (var sallyport =
              Sallyport.builder(
                      new InMemoryBackend().keys(),
                      owner -> Optional.of(new OwnerProfile(owner, "", "", status)))
                  .build()) {
            var request = CreateKeyRequest.of(new Owner("1234-5678-9012", "ada"), "build");
            var created = (Created) sallyport.keys().create(request);
            System.out.println(created.key().digest().startsWith("$argon2id$"));
            System.out.println(sallyport.authenticator().authenticate(created.token()));
            System.out.println(Sallyport.class.getModule().isNamed());
            System.out.println(Sallyport.settings().size() > 30);
          }
        }
      }
      """;

  @Test
  void createsAndAuthenticatesAKey(@TempDir Path folder) throws Exception {
    String path =
        ModulePath.ofClassPath().entries().stream()
            .map(Path::toString)
            .collect(joining(File.pathSeparator));
    Path module = Files.writeString(folder.resolve("module-info.java"), MODULE);
    Path main = Files.writeString(folder.resolve("Main.java"), MAIN);
    Path classes = folder.resolve("classes");
    int compiled =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-p",
                path,
                "-d",
                classes.toString(),
                module.toString(),
                main.toString());
    assertThat(compiled).isZero();

    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-p",
            path + File.pathSeparator + classes,
            "-m",
            "org.example.app/org.example.app.Main");
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile()).start();
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();

    String text = Files.readString(out);
    assertThat(process.exitValue()).as(text).isZero();
    assertThat(text).contains("Authenticated[principal=").doesNotContain("false");
  }
}
