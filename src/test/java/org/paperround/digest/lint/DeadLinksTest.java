package org.paperround.digest.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.paperround.platform.http.FetchConfig;
import org.paperround.platform.http.HttpFetcher;
import org.paperround.testing.WebSite;

class DeadLinksTest {
  @RegisterExtension final WebSite portal = new WebSite();

  private final HttpFetcher fetcher =
      new HttpFetcher(
          new FetchConfig(
              "Paperround/test",
              true,
              Map.of(),
              1 << 20,
              Duration.ofSeconds(10),
              Duration.ofSeconds(10)),
          InstantSource.system());

  @AfterEach
  void close() {
    fetcher.close();
  }

  @Test
  void pagesThatAreGoneOrMissingAreSaid() {
    portal.page("/here", "text/html", "<p>here</p>");
    portal.status("/gone", 410);
    portal.status("/broken", 500);
    List<Finding> found =
        new DeadLinks(fetcher)
            .among(
                Stream.of("/here", "/gone", "/missing", "/broken")
                    .map(path -> portal.address(path).toString())
                    .toList());

    assertThat(found)
        .extracting(finding -> finding.severity() + " " + finding.rule().code())
        .containsExactly("ERROR link-dead", "ERROR link-dead", "WARNING link-dead");
    assertThat(found.get(0).text()).contains("410", "/gone");
    assertThat(found.get(1).text()).contains("404", "/missing");
  }
}
