package dev.sallyport.servlet.problem;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {
  private static final String JSON = "{\"a\":\"ü😀\"}";

  @Test
  void decodesWhatIsInUtf8AndLeavesOutAByteOrderMark() {
    assertThat(JsonText.decode(JSON.getBytes(UTF_8))).contains(JSON);
    assertThat(JsonText.decode(("\uFEFF" + JSON).getBytes(UTF_8))).contains(JSON);
    assertThat(JsonText.decode(new byte[0])).contains("");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16BE", "UTF-16LE", "UTF-32", "UTF-32BE", "UTF-32LE"})
  void decodesNoOtherEncodingWhetherItIsMarkedOrNot(String charset) {
    assertThat(JsonText.decode(JSON.getBytes(Charset.forName(charset)))).isEmpty();
    assertThat(JsonText.decode("{}".getBytes(Charset.forName(charset)))).isEmpty();
    assertThat(JsonText.decode("\uFEFF{}".getBytes(UTF_16BE))).isEmpty();
    assertThat(JsonText.decode("\uFEFF{}".getBytes(UTF_16LE))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"22ff22", "22c3", "22c0af22", "22eda08022", "22f490808022", "7b007d"})
  void decodesNothingThatIsNotUtf8ToTheByte(String hex) {
    assertThat(JsonText.decode(HexFormat.of().parseHex(hex))).isEmpty();
  }

  @Test
  void returnsNoMediaTypeForAnotherCharset() {
    assertThat(JsonText.mediaType("Application/JSON")).isEqualTo("application/json");
    assertThat(JsonText.mediaType("application/json; charset=\"UTF-8\""))
        .isEqualTo("application/json");
    assertThat(JsonText.mediaType("application/json; charset=utf-16")).isEmpty();
    assertThat(JsonText.mediaType(null)).isEmpty();
  }
}
