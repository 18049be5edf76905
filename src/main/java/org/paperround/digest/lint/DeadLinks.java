package org.paperround.digest.lint;

import java.net.URI;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.paperround.platform.http.Fetch;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.platform.work.Parallel;

/// Asks for the pages that a mail leads to. Thread-safe; waits as long as the slowest page, at most
/// the fetcher's limit.
public final class DeadLinks {
  private static final int AT_ONCE = 8;

  private final HttpFetcher fetcher;

  public DeadLinks(HttpFetcher fetcher) {
    this.fetcher = fetcher;
  }

  /// An error for each page that is gone or missing, a warning for each that cannot be had now.
  public List<Finding> among(Collection<String> urls) {
    return Parallel.map(AT_ONCE, urls.stream().distinct().toList(), this::look).stream()
        .flatMap(finding -> finding)
        .toList();
  }

  private Stream<Finding> look(String url) {
    URI address;
    try {
      address = URI.create(url);
    } catch (IllegalArgumentException e) {
      return Stream.of(
          Finding.error(Rule.LINK_DEAD, "html/a", "This is no address: " + LintedMail.quoted(url)));
    }
    return switch (fetcher.get(address)) {
      case Fetch.Fetched _, Fetch.NotModified _ -> Stream.of();
      case Fetch.Gone _ ->
          Stream.of(Finding.error(Rule.LINK_DEAD, "html/a", "The page is gone (410): " + url));
      case Fetch.Refused refused -> Stream.of(finding(refused, url));
    };
  }

  private static Finding finding(Fetch.Refused refused, String url) {
    String text = refused.sentence() + " (" + url + ")";
    return refused.reason() == Fetch.Reason.MISSING
        ? Finding.error(Rule.LINK_DEAD, "html/a", text)
        : Finding.warning(Rule.LINK_DEAD, "html/a", text);
  }
}
