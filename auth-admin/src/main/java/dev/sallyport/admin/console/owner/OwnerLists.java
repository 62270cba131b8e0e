package dev.sallyport.admin.console.owner;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sallyport.admin.console.key.FormProblem;
import dev.sallyport.admin.console.key.TokenSearch;
import dev.sallyport.admin.console.page.ConsoleRequest;
import dev.sallyport.admin.console.page.ConsoleResponse;
import dev.sallyport.admin.console.page.PageLayout;
import dev.sallyport.admin.service.Result;
import dev.sallyport.admin.session.SameSiteCheck;
import dev.sallyport.key.InvalidValueException;
import dev.sallyport.key.Page;
import dev.sallyport.spi.OwnerQuery;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Common parts of the lists of accounts and of users. */
public final class OwnerLists {
  private static final int SIZE = 50;
  private static final int MAX_PAGE = 1_000_000;

  private OwnerLists() {}

  /**
   * Model of a list.
   *
   * @param number page number, from 1
   * @param problem error of a form of the page; null if there is none
   * @param written returns the input of a field of that form
   */
  public record OwnersPage<T>(
      PageLayout layout,
      String text,
      String account,
      int number,
      List<T> items,
      long total,
      @Nullable String problem,
      UnaryOperator<String> written) {
    /** Returns the number of pages, at least 1. */
    public int pages() {
      return (int) Math.max(1, (total + SIZE - 1) / SIZE);
    }

    /** Returns whether a submitted form was rejected. */
    public boolean isRejected() {
      return !written.apply(SameSiteCheck.FIELD).isEmpty();
    }

    /** Returns whether any filter is set. */
    public boolean isNarrow() {
      return !text.isEmpty() || !account.isEmpty();
    }
  }

  /** A query for accounts or users. */
  @FunctionalInterface
  interface Listing<T> {
    Result<Page<T>> apply(OwnerQuery query);
  }

  /** Finds the key of a token in the search form, or redirects to the list. */
  static <T> ConsoleResponse find(ConsoleRequest request, String path, Listing<T> listing) {
    return new TokenSearch(request, path)
        .ofForm(texts(request, listing))
        .orElseGet(
            () ->
                new ConsoleResponse.SeeOther(
                    Stream.of("q", "account")
                        .filter(name -> !request.text(name).isEmpty())
                        .map(name -> name + "=" + URLEncoder.encode(request.text(name), UTF_8))
                        .reduce((one, other) -> one + "&" + other)
                        .map(query -> path + "?" + query)
                        .orElse(path)));
  }

  private static <T> List<TokenSearch.Text> texts(ConsoleRequest request, Listing<T> listing) {
    OwnerQuery all = OwnerQuery.all().page(0, 1);
    String text = request.text("q");
    String account = request.text("account");
    return List.of(
        new TokenSearch.Text(text, () -> hasAny(listing.apply(all.text(text)))),
        new TokenSearch.Text(account, () -> hasAny(listing.apply(all.ofAccount(account)))));
  }

  private static <T> boolean hasAny(Result<Page<T>> found) {
    return found.fold(page -> !page.items().isEmpty(), why -> false);
  }

  /**
   * Returns a page of a list.
   *
   * @param problem error of a submitted form; the list is unfiltered then
   */
  static <T> ConsoleResponse page(
      ConsoleRequest request,
      String template,
      String title,
      String path,
      @Nullable String problem,
      Listing<T> listing) {
    if (!request.isPost()) {
      Optional<ConsoleResponse> denial =
          new TokenSearch(request, path).ofAddress(texts(request, listing));
      if (denial.isPresent()) {
        return denial.get();
      }
    }
    String text = request.isPost() ? "" : request.text("q");
    String account = request.isPost() ? "" : request.text("account");
    int number = number(request.text("page"));
    Result<Page<T>> found;
    String error = problem;
    try {
      OwnerQuery query = new OwnerQuery(orNull(text), orNull(account), null, number - 1, SIZE);
      found = listing.apply(query);
    } catch (InvalidValueException e) {
      found = Result.done(new Page<>(List.of(), 0));
      error = "Invalid search: " + e.getMessage() + ".";
    }
    String why = error;
    return found.fold(
        page -> {
          PageLayout layout = request.layout(title, path);
          UnaryOperator<String> written = request.isPost() ? request::text : name -> "";
          OwnersPage<T> model =
              new OwnersPage<>(
                  layout, text, account, number, page.items(), page.total(), why, written);
          return problem == null
              ? ConsoleResponse.shown(template, model)
              : ConsoleResponse.invalid(template, model);
        },
        ConsoleResponse::failed);
  }

  private static int number(String text) {
    try {
      return Math.max(1, Math.min(MAX_PAGE, Integer.parseInt(text)));
    } catch (NumberFormatException e) {
      return 1;
    }
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** Returns the message of an exception as a sentence. */
  public static String sentence(InvalidValueException e) {
    return FormProblem.of(e).sentence();
  }
}
