package dev.sallyport.servlet.internal.validation;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import jakarta.servlet.ServletContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reader of the filter mappings in {@code /WEB-INF/web.xml}, the only source of the order of
 * filters, because registrations have none, and of roles.
 *
 * <p>It reads no DTD and no external entity. It always uses the parser of the JDK, because other
 * parsers on the class path have other options.
 */
public final class WebXml {
  private static final int MAX_BYTES = 1 << 20;
  private static final String ROLE = "role-name";

  private WebXml() {}

  /**
   * Mapping of a filter to a URL pattern or to the name of a servlet.
   *
   * @param dispatchers the dispatcher types; {@code REQUEST} if none is given
   */
  record Mapping(String filter, boolean isServletName, String target, Set<String> dispatchers) {
    boolean hasTargetOf(Mapping other) {
      return filter.equals(other.filter)
          && isServletName == other.isServletName
          && target.equals(other.target);
    }
  }

  /**
   * Returns the mappings of an application in the order of the filter chain.
   *
   * @return empty if there is no {@code web.xml}, or it cannot be read
   */
  public static List<Mapping> filterMappings(ServletContext context) {
    try (InputStream stream = context.getResourceAsStream("/WEB-INF/web.xml")) {
      return stream == null ? List.of() : filterMappings(stream);
    } catch (IOException e) {
      return List.of();
    }
  }

  /**
   * Returns the mappings of a document: first those to URLs, then those to servlets by name, each
   * in the order of the document (Servlet specification, section 6.2.4).
   *
   * @return empty if it is not a {@code web-app} document, or is longer than 1 MiB
   */
  public static List<Mapping> filterMappings(InputStream stream) throws IOException {
    byte[] document = stream.readNBytes(MAX_BYTES + 1);
    if (document.length > MAX_BYTES) {
      return List.of();
    }
    try {
      List<Mapping> written = read(document);
      return Stream.concat(
              written.stream().filter(it -> !it.isServletName()),
              written.stream().filter(Mapping::isServletName))
          .toList();
    } catch (XMLStreamException e) {
      return List.of();
    }
  }

  /** Returns the roles that a document names; empty if it cannot be read. */
  static Set<String> roles(InputStream stream) throws IOException {
    byte[] document = stream.readNBytes(MAX_BYTES);
    if (!new String(document, ISO_8859_1).replace("\0", "").contains(ROLE)) { // also in UTF-16
      return Set.of(); // most documents, whose parsing takes longer
    }
    Set<String> roles = new TreeSet<>();
    try {
      XMLStreamReader reader = reader(document);
      while (reader.hasNext()) {
        if (reader.next() == XMLStreamConstants.START_ELEMENT
            && reader.getLocalName().equals(ROLE)) {
          roles.add(reader.getElementText().strip());
        }
      }
      return roles;
    } catch (XMLStreamException e) {
      return Set.of();
    }
  }

  private static XMLStreamReader reader(byte[] document) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    return factory.createXMLStreamReader(new ByteArrayInputStream(document));
  }

  private static List<Mapping> read(byte[] document) throws XMLStreamException {
    XMLStreamReader reader = reader(document);
    List<Mapping> mappings = new ArrayList<>();
    int depth = 0;
    while (reader.hasNext()) {
      int event = reader.next();
      if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        String name = reader.getLocalName();
        if (depth == 0 && !name.equals("web-app")) {
          return List.of();
        }
        if (depth == 1 && name.equals("filter-mapping")) {
          mappings.addAll(readMapping(reader));
        } else {
          depth++;
        }
      }
    }
    return mappings;
  }

  /** Reads the current element up to its end. */
  private static List<Mapping> readMapping(XMLStreamReader reader) throws XMLStreamException {
    String filter = "";
    List<String> urlPatterns = new ArrayList<>();
    List<String> servletNames = new ArrayList<>();
    Set<String> dispatchers = new LinkedHashSet<>();
    while (reader.nextTag() == XMLStreamConstants.START_ELEMENT) {
      String element = reader.getLocalName();
      String text = reader.getElementText().strip();
      switch (element) {
        case "filter-name" -> filter = text;
        case "url-pattern" -> urlPatterns.add(text);
        case "servlet-name" -> servletNames.add(text);
        case "dispatcher" -> dispatchers.add(text);
        default -> throw new XMLStreamException("unknown element", reader.getLocation());
      }
    }
    String name = filter;
    Set<String> when = dispatchers.isEmpty() ? Set.of("REQUEST") : Set.copyOf(dispatchers);
    return Stream.concat(
            urlPatterns.stream().map(it -> new Mapping(name, false, it, when)),
            servletNames.stream().map(it -> new Mapping(name, true, it, when)))
        .toList();
  }
}
