package dev.sallyport.benchmarks.http;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.util.Arrays;

/** Buffer for response bodies, as every container has one. */
final class ResponseBuffer extends ServletOutputStream {
  static final int SIZE = 8192;

  private byte[] buffer = new byte[SIZE];
  private int length;

  void reset() {
    length = 0;
  }

  int length() {
    return length;
  }

  @Override
  public void write(int b) {
    makeRoomFor(1);
    buffer[length++] = (byte) b;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) {
    makeRoomFor(count);
    System.arraycopy(bytes, offset, buffer, length, count);
    length += count;
  }

  private void makeRoomFor(int count) {
    if (buffer.length - length < count) {
      buffer = Arrays.copyOf(buffer, 2 * (length + count));
    }
  }

  @Override
  public boolean isReady() {
    return true;
  }

  @Override
  public void setWriteListener(WriteListener listener) {
    throw new UnsupportedOperationException(
        "asynchronous writes are not supported by the benchmark's response");
  }
}
