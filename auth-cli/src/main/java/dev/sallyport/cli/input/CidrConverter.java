package dev.sallyport.cli.input;

import dev.sallyport.key.Network;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a network; does not repeat what it refuses. */
public final class CidrConverter implements ITypeConverter<Network> {
  @Override
  public Network convert(String text) {
    try {
      return Network.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "it takes networks such as 192.0.2.0/24 or 2001:db8::/32, with no bits set behind the"
              + " prefix, or single addresses, separated by commas");
    }
  }
}
