package dev.sallyport.benchmarks.load.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerHeadTest {
  private static final String LENGTH =
      "HTTP/1.1 503 Service Unavailable\r\nDate: today\r\nRetry-After: 1\r\n"
          + "Content-Length: 5\r\nconnection: close\r\n\r\n{...}";
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
  private static final String EMPTY = "HTTP/1.1 204 No Content\r\nDa: te\r\n\r\n";

  @ParameterizedTest
  @ValueSource(strings = {LENGTH, CHUNKED, EMPTY})
  void isCompleteOnlyWithItsLastByte(String answer) {
    byte[] bytes = answer.getBytes(ISO_8859_1);
    for (int size = 0; size < bytes.length; size++) {
      assertThat(AnswerHead.read(bytes, size).isComplete()).as("%s bytes", size).isFalse();
    }
    assertThat(AnswerHead.read(bytes, bytes.length).isComplete()).isTrue();
  }

  @Test
  void parsesStatusRetryAfterAndConnection() {
    AnswerHead busy = AnswerHead.read(LENGTH.getBytes(ISO_8859_1), LENGTH.length());
    assertThat(busy.status()).isEqualTo(503);
    assertThat(busy.hasRetryAfter()).isTrue();
    assertThat(busy.isLast()).isTrue();
    AnswerHead chunked = AnswerHead.read(CHUNKED.getBytes(ISO_8859_1), CHUNKED.length());
    assertThat(chunked.status()).isEqualTo(200);
    assertThat(chunked.hasRetryAfter()).isFalse();
    assertThat(chunked.isLast()).isFalse();
  }
}
