package dev.sallyport.benchmarks.load.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

/**
 * An HTTP response, or its beginning, parsed from the bytes received so far without creating other
 * objects, so that the generator does not distort the measurement.
 */
public final class AnswerHead {
  private static final byte[] LENGTH = field("content-length");
  private static final byte[] ENCODING = field("transfer-encoding");
  private static final byte[] CONNECTION = field("connection");
  private static final byte[] RETRY_AFTER = field("retry-after");
  private static final int STATUS_AT = "HTTP/1.1 ".length();
  private static final int UNKNOWN = -1;

  private int status;
  private int length = UNKNOWN;
  private boolean isChunked;
  private boolean isLast;
  private boolean hasRetryAfter;
  private int end;
  private boolean isComplete;

  private AnswerHead() {}

  private static byte[] field(String name) {
    return (name + ":").getBytes(US_ASCII);
  }

  /** Parses the bytes received so far. */
  public static AnswerHead read(byte[] bytes, int size) {
    AnswerHead head = new AnswerHead();
    int line = lineAfter(bytes, 0, size);
    if (line > STATUS_AT + 3) {
      head.status = number(bytes, STATUS_AT, line);
    }
    while (line < size) {
      int next = lineAfter(bytes, line, size);
      if (next == line + 2 && bytes[line] == '\r' && bytes[line + 1] == '\n') {
        head.end = next;
        break;
      }
      head.readField(bytes, line, next);
      line = next;
    }
    head.isComplete = head.isWhole(bytes, size);
    return head;
  }

  private void readField(byte[] bytes, int line, int next) {
    switch (bytes[line] | 0x20) { // most fields are none of these
      case 'c' -> {
        if (begins(bytes, line, next, LENGTH)) {
          length = number(bytes, valueAt(bytes, line + LENGTH.length), next);
        } else if (begins(bytes, line, next, CONNECTION)) {
          isLast = (bytes[valueAt(bytes, line + CONNECTION.length)] | 0x20) == 'c';
        }
      }
      case 't' -> isChunked |= begins(bytes, line, next, ENCODING);
      case 'r' -> hasRetryAfter |= begins(bytes, line, next, RETRY_AFTER);
      default -> {}
    }
  }

  private boolean isWhole(byte[] bytes, int size) {
    if (end == 0) {
      return false;
    }
    if (length != UNKNOWN) {
      return size >= end + length;
    }
    return !isChunked || endsWithLastChunk(bytes, size);
  }

  /** Returns whether the response is complete. */
  public boolean isComplete() {
    return isComplete;
  }

  public int status() {
    return status;
  }

  /** Returns whether the connection closes after the response. */
  public boolean isLast() {
    return isLast;
  }

  public boolean hasRetryAfter() {
    return hasRetryAfter;
  }

  /** Returns where the next line begins; the size if this line is incomplete. */
  private static int lineAfter(byte[] bytes, int from, int size) {
    for (int i = from + 1; i < size; i++) {
      if (bytes[i] == '\n' && bytes[i - 1] == '\r') {
        return i + 1;
      }
    }
    return size;
  }

  private static boolean begins(byte[] bytes, int line, int next, byte[] name) {
    if (next - line <= name.length) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if ((bytes[line + i] | 0x20) != (name[i] | 0x20)) {
        return false;
      }
    }
    return true;
  }

  private static int valueAt(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] == ' ') {
      at++;
    }
    return at;
  }

  private static int number(byte[] bytes, int from, int end) {
    int number = 0;
    for (int i = from; i < end && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = number * 10 + bytes[i] - '0';
    }
    return number;
  }

  private static boolean endsWithLastChunk(byte[] bytes, int size) {
    return size >= 5
        && bytes[size - 5] == '0'
        && bytes[size - 4] == '\r'
        && bytes[size - 3] == '\n'
        && bytes[size - 2] == '\r'
        && bytes[size - 1] == '\n';
  }
}
