package dev.sallyport.cli.input;

import dev.sallyport.key.Network;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converter of networks. Error messages do not contain the value. */
public final class CidrConverter implements ITypeConverter<Network> {
  @Override
  public Network convert(String text) {
    try {
      return Network.parse(text.strip());
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(
          "expected networks such as 192.0.2.0/24 or 2001:db8::/32, without host bits, or single"
              + " addresses, separated by commas");
    }
  }
}
