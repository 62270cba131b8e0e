package dev.sallyport.token;

import dev.sallyport.key.ApiKey;
import java.util.List;
import java.util.Optional;

/** Token format that generates with the first of several and accepts all of them. */
record FirstOfFormats(List<TokenFormat> formats) implements TokenFormat {
  FirstOfFormats {
    formats = List.copyOf(formats);
    if (formats.isEmpty()) {
      throw new IllegalArgumentException("formats must not be empty");
    }
  }

  @Override
  public Secret generate() {
    return formats.get(0).generate();
  }

  @Override
  public Optional<Secret> generateLike(ApiKey key) {
    return formats.stream().flatMap(format -> format.generateLike(key).stream()).findFirst();
  }

  @Override
  public String prefixOf(Secret token) {
    return formats.stream()
        .filter(format -> format.lookupOf(token).isPresent())
        .map(format -> format.prefixOf(token))
        .findFirst()
        .orElse("");
  }

  @Override
  public boolean isWellFormed(Secret presented) {
    return formats.stream().anyMatch(format -> format.isWellFormed(presented));
  }

  @Override
  public Optional<String> lookupOf(Secret presented) {
    return formats.stream().flatMap(format -> format.lookupOf(presented).stream()).findFirst();
  }
}
