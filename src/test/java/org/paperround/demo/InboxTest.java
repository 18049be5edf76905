package org.paperround.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.platform.template.Templates;

/// Nothing of the demo leads to the internet, where its portal is not.
class InboxTest {
  private static final String ENGINE = "http://127.0.0.1:8080";

  @TempDir Path mails;

  private PostOffice office;
  private PortalSite portal;
  private Inbox inbox;

  @BeforeEach
  void open() throws Exception {
    Templates templates = new Templates(null);
    office = new PostOffice(0, mails, InstantSource.system());
    portal = new PortalSite(0, templates, Instant.parse("2026-11-24T08:00:00Z"), 1, ENGINE);
    inbox = new Inbox(office, templates, URI.create("https://news.example"), ENGINE, portal);
  }

  @AfterEach
  void close() {
    portal.close();
    office.close();
  }

  @Test
  void linksAndPicturesOfTheEnginesPagesAreThoseOfTheDemo() {
    String courier = portal.localOrigin() + "/courier";

    assertThat(
            inbox.shown(
                "<a href=\"https://news.example/u/x\">Unsubscribe</a>"
                    + "<img alt=\"\" src=\"https://www.thecourier.example/images/a.png\">"))
        .isEqualTo(
            "<a href=\""
                + ENGINE
                + "/u/x\">Unsubscribe</a><img alt=\"\" src=\""
                + courier
                + "/images/a.png\">");
  }

  @Test
  void whatAPageSaysAndWhatItsFormsHoldStays() {
    String form = "<label>Feed <input value=\"https://www.thecourier.example/feed.xml\"></label>";

    assertThat(inbox.shown(form)).isEqualTo(form);
  }
}
