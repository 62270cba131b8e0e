package dev.sallyport.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Version provider that reads the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Optional.ofNullable(Main.class.getPackage().getImplementationVersion())
            .orElse("(not packaged)");
    return new String[] {"sallyport " + version};
  }
}
