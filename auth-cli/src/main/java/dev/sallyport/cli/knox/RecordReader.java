package dev.sallyport.cli.knox;

import java.io.FilterReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Reader of strict UTF-8 that skips a byte order mark and limits the length of a record. Without
 * the limit, an unclosed quote would read the whole file into memory.
 */
final class RecordReader extends FilterReader {
  private static final int MAX_RECORD = 1 << 20;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private int sinceStart;

  private RecordReader(Reader in) {
    super(in);
  }

  static RecordReader utf8(InputStream input) throws IOException {
    PushbackReader reader =
        new PushbackReader(new InputStreamReader(input, StandardCharsets.UTF_8.newDecoder()));
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return new RecordReader(reader);
  }

  /** Starts a new record, for which the limit applies again. */
  void startRecord() {
    sinceStart = 0;
  }

  @Override
  public int read() throws IOException {
    int read = super.read();
    count(read < 0 ? 0 : 1);
    return read;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    count(Math.max(read, 0));
    return read;
  }

  private void count(int read) throws TooLongException {
    sinceStart += read;
    if (sinceStart > MAX_RECORD) {
      throw new TooLongException();
    }
  }

  /** Thrown when a record is longer than the limit. */
  static final class TooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLongException() {
      super("a record is longer than " + MAX_RECORD + " characters");
    }
  }
}
