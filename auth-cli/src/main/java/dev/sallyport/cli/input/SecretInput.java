package dev.sallyport.cli.input;

import dev.sallyport.cli.context.CliContext;
import dev.sallyport.cli.output.UsageException;
import dev.sallyport.token.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;

/** Reader of a secret that is the only line of a file or of standard input. */
record SecretInput(CliContext context) {
  private static final int MAX_BYTES = 8192;

  /**
   * Reads a file, or standard input for {@code -}.
   *
   * @throws UsageException if it cannot be read or is not one line; the message does not contain it
   */
  Secret fromFile(String name) {
    if (name.equals("-")) {
      return fromStandardInput();
    }
    try (InputStream file = Files.newInputStream(Path.of(name))) {
      return oneLine(file);
    } catch (IOException | InvalidPathException e) {
      throw new UsageException("the file '" + name + "' cannot be read");
    }
  }

  /**
   * Reads standard input.
   *
   * @throws UsageException if it cannot be read or is not one line; the message does not contain it
   */
  Secret fromStandardInput() {
    try {
      return oneLine(context.input());
    } catch (IOException e) {
      throw new UsageException("standard input cannot be read");
    }
  }

  private static Secret oneLine(InputStream input) throws IOException {
    byte[] bytes = input.readNBytes(MAX_BYTES + 1);
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      String line = text.replaceFirst("\\r?\\n\\z", "");
      if (bytes.length > MAX_BYTES || line.chars().anyMatch(c -> c == '\n' || c == '\r')) {
        throw new UsageException(
            "a secret must be a single line of at most " + MAX_BYTES + " bytes");
      }
      return Secret.of(line);
    } catch (CharacterCodingException e) {
      throw new UsageException("a secret must be encoded in UTF-8");
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }
}
