package dev.sallyport.example.jetty;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.WindowType;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Headless Chromium, shared by all tests of a class. */
final class Browser implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String AXE = axe();

  /** Logger of warnings about protocol versions, which are irrelevant for the used features. */
  private static final Logger DEVTOOLS = Logger.getLogger("org.openqa.selenium.devtools");

  private final ChromeDriver driver;
  private final boolean watchesTraffic;

  private Browser(ChromeDriver driver, boolean watchesTraffic) {
    this.driver = driver;
    this.watchesTraffic = watchesTraffic;
  }

  static Browser start() {
    return start(false);
  }

  /** Starts a browser that records network traffic, which is slower. */
  static Browser startToWatchTraffic() {
    return start(true);
  }

  private static Browser start(boolean watchesTraffic) {
    DEVTOOLS.setLevel(Level.SEVERE);
    BrowserPrograms programs = BrowserPrograms.find();
    ChromeOptions options = new ChromeOptions();
    options.setBinary(programs.browser().toFile());
    options.addArguments(
        "--headless=new", "--disable-dev-shm-usage", "--disable-gpu", "--no-proxy-server");
    if ("root".equals(System.getProperty("user.name"))) {
      options.addArguments("--no-sandbox"); // Chromium as root does not start with the sandbox
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.WARNING);
    if (watchesTraffic) {
      logs.enable(LogType.PERFORMANCE, Level.ALL);
    }
    options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(programs.driver().toFile())
            .usingAnyFreePort()
            .build();
    return new Browser(new ChromeDriver(service, options), watchesTraffic);
  }

  /** Opens a page on a screen of this size, without cookies and with an empty log. */
  void open(URI uri, int width, int height, boolean dark) {
    resize(width, height, dark);
    driver.get("about:blank");
    forgetCookies();
    driver.manage().logs().get(LogType.BROWSER);
    if (watchesTraffic) {
      driver.manage().logs().get(LogType.PERFORMANCE);
    }
    go(uri);
  }

  /** Resizes the screen and keeps the page. */
  void resize(int width, int height, boolean dark) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
    driver.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"))));
  }

  /** Goes to a page. */
  void go(URI uri) {
    load(() -> driver.get(uri.toString()));
  }

  void reload() {
    load(driver.navigate()::refresh);
  }

  /** Runs an action that loads a page, and waits for that page: the driver may return earlier. */
  private void load(Runnable action) {
    WebElement page = find("html");
    action.run();
    await("another page", () -> isGone(page));
    await("the whole page", () -> evaluate("document.readyState").equals("complete"));
  }

  /** Runs an action that leads to another page, and waits for that page. */
  void leave(Runnable action) {
    WebElement page = find("html");
    action.run();
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20))
        .withMessage("another page")
        .until(ignored -> isGone(page));
    await("its heading", () -> !findAll("h1").isEmpty());
  }

  /** While pages change, the driver throws several kinds of exceptions. */
  private static boolean isGone(WebElement element) {
    try {
      element.isEnabled();
      return false;
    } catch (WebDriverException e) {
      return true;
    }
  }

  void forgetCookies() {
    driver.executeCdpCommand("Network.clearBrowserCookies", Map.of());
  }

  URI uri() {
    return URI.create(requireNonNull(driver.getCurrentUrl()));
  }

  /** Enables or disables JavaScript. */
  void runScripts(boolean isOn) {
    driver.executeCdpCommand("Emulation.setScriptExecutionDisabled", Map.of("value", !isOn));
  }

  /** Opens another tab, with the same cookies, and switches to it. */
  void openTab() {
    driver.switchTo().newWindow(WindowType.TAB);
  }

  /** Switches to a tab, from 0. */
  void turnToTab(int number) {
    driver.switchTo().window(List.copyOf(driver.getWindowHandles()).get(number));
  }

  /** Closes this tab and switches to the first. */
  void closeTab() {
    driver.close();
    turnToTab(0);
  }

  void setCookie(URI uri, String name, String value) {
    driver.executeCdpCommand(
        "Network.setCookie", Map.of("url", uri.toString(), "name", name, "value", value));
  }

  /** Returns the first such element. */
  WebElement find(String css) {
    try {
      return driver.findElement(By.cssSelector(css));
    } catch (NoSuchElementException e) {
      throw new NoSuchElementException("no " + css + " in " + description(), e);
    }
  }

  private String description() {
    try {
      return uri() + ": " + evaluate("document.body.innerText");
    } catch (WebDriverException e) {
      return "a page that is being replaced";
    }
  }

  List<WebElement> findAll(String css) {
    return driver.findElements(By.cssSelector(css));
  }

  /** Returns the elements with this text, with one call of the driver instead of one for each. */
  List<WebElement> findAll(String css, String text) {
    List<WebElement> found = new ArrayList<>();
    run("all.filter((it) => textOf(it) === arguments[1])", css, text)
        .forEach(it -> found.add((WebElement) it));
    return found;
  }

  /** Returns the visible text of each element, with one call of the driver. */
  List<String> texts(String css) {
    List<String> texts = new ArrayList<>();
    run("all.map((it) => it.checkVisibility() ? textOf(it) : '')", css)
        .forEach(it -> texts.add(String.valueOf(it)));
    return texts;
  }

  private List<?> run(String expression, Object... arguments) {
    Object result =
        driver.executeScript(
            "const textOf = (it) => it.innerText.replaceAll('\\u00a0', ' ').trim();"
                + "const all = [...document.querySelectorAll(arguments[0])];"
                + "return "
                + expression,
            arguments);
    return (List<?>) requireNonNull(result);
  }

  /** Returns the focused element. */
  WebElement focused() {
    return driver.switchTo().activeElement();
  }

  /** Waits until a condition is true. */
  void await(String what, Supplier<Boolean> condition) {
    new WebDriverWait(driver, PATIENCE, Duration.ofMillis(20))
        .ignoring(StaleElementReferenceException.class)
        .withMessage(what)
        .until(ignored -> condition.get());
  }

  /** Evaluates an expression in the page and returns its value as text. */
  String evaluate(String expression) {
    return String.valueOf(driver.executeScript("return (" + expression + ")"));
  }

  /** Returns the warnings and errors of the browser's console since the page was opened. */
  List<String> complaints() {
    return messages(LogType.BROWSER);
  }

  /** Returns the network traffic since the page was opened, as JSON of the DevTools protocol. */
  List<String> traffic() {
    return messages(LogType.PERFORMANCE);
  }

  /** Returns the serious and critical accessibility violations that axe-core finds. */
  List<String> obstacles() {
    if (evaluate("typeof axe").equals("undefined")) {
      driver.executeScript(AXE);
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[arguments.length - 1];"
                + "axe.run().then(({violations}) => done(violations"
                + ".filter((it) => ['serious', 'critical'].includes(it.impact))"
                + ".map((it) => it.id + ': ' + it.nodes.map((n) => n.html + ' '"
                + " + n.failureSummary).join('; '))), (e) => done([String(e)]));");
    List<String> obstacles = new ArrayList<>();
    ((List<?>) requireNonNull(found)).forEach(it -> obstacles.add(String.valueOf(it)));
    return obstacles;
  }

  /** Writes a screenshot to the folder {@code -Dtest.screenshots=...} if it is set. */
  void picture(String name) throws IOException {
    String folder = System.getProperty("test.screenshots");
    if (folder != null) {
      Object png = driver.executeCdpCommand("Page.captureScreenshot", Map.of()).get("data");
      Files.createDirectories(Path.of(folder));
      Files.write(Path.of(folder, name + ".png"), Base64.getDecoder().decode(String.valueOf(png)));
    }
  }

  @Override
  public void close() {
    driver.quit();
  }

  private List<String> messages(String type) {
    List<String> messages = new ArrayList<>();
    driver.manage().logs().get(type).forEach(entry -> messages.add(entry.getMessage()));
    return messages;
  }

  private static String axe() {
    try (InputStream in = Browser.class.getResourceAsStream("/axe.min.js")) {
      return new String(requireNonNull(in).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
