package org.paperround.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.paperround.mail.ReadMail;
import org.paperround.platform.http.ExtraPages;
import org.paperround.platform.template.Templates;

/// The demo's start page and its web inbox: each mail as it arrived, HTML and text. There and on
/// the engine's own pages public addresses are turned into local ones, so that every link can be
/// followed and pictures are seen. Thread-safe.
public final class Inbox implements ExtraPages {
  private static final String NAME = "[a-z]+-\\d{4,}";
  private static final String OURS =
      "default-src 'none'; style-src 'self'; frame-src 'self'; base-uri 'none'; form-action"
          + " 'none'; frame-ancestors 'none'";

  /// A mail's own HTML may style itself and show pictures, nothing else, and only inside the inbox.
  private static final String MAIL =
      "default-src 'none'; style-src 'unsafe-inline'; img-src http: https: data:; base-uri"
          + " 'none'; form-action 'none'; frame-ancestors 'self'";

  private final PostOffice office;
  private final Templates templates;
  private final Map<String, String> localOrigins = new HashMap<>();
  private final String portalFront;

  /// `publicUrl` is what links in the mails begin with; `webOrigin` where the engine's pages really
  /// are.
  public Inbox(
      PostOffice office, Templates templates, URI publicUrl, String webOrigin, PortalSite portal) {
    this.office = office;
    this.templates = templates;
    localOrigins.put(publicUrl.toString(), webOrigin);
    this.portalFront = portal.front();
    portal
        .outlets()
        .forEach(outlet ->
            localOrigins.put(outlet.origin(), portal.localOrigin() + "/" + outlet.slug()));
  }

  /// The page at `path`: `/` start, `/inbox`, `/inbox/NAME` (a mail), `/inbox/NAME/html`,
  /// `/inbox/NAME/text`, `/inbox/NAME.eml`.
  @Override
  public Optional<Page> at(String path) {
    if (path.equals("/")) {
      return Optional.of(
          html("demo/start.html", Map.of("counts", counts(), "portal", portalFront)));
    }
    if (path.equals("/demo.css")) {
      return Optional.of(ours("text/css; charset=utf-8", templates.file("demo/demo.css")));
    }
    if (path.equals("/inbox")) {
      return Optional.of(html("demo/inbox.html", Map.of("mails", summaries())));
    }
    return path.startsWith("/inbox/")
        ? mailPage(path.substring("/inbox/".length()))
        : Optional.empty();
  }

  private Optional<Page> mailPage(String rest) {
    String name = rest.replaceFirst("(\\.eml|/html|/text)$", "");
    if (!name.matches(NAME)) {
      return Optional.empty();
    }
    return file(name).map(bytes -> mailPage(rest, name, bytes));
  }

  private Page mailPage(String rest, String name, byte[] bytes) {
    ReadMail mail = ReadMail.parse(bytes);
    return switch (rest.substring(name.length())) {
      case ".eml" ->
          ours("text/plain; charset=utf-8", new String(bytes, StandardCharsets.US_ASCII));
      case "/html" -> mail(local(mail.html()));
      case "/text" -> ours("text/plain; charset=utf-8", local(mail.text()));
      default -> html("demo/mail.html", Map.of("mail", summary(name, mail), "text", mail.text()));
    };
  }

  private static Page ours(String type, String body) {
    return new Page(type, OURS, body);
  }

  private static Page mail(String body) {
    return new Page("text/html; charset=utf-8", MAIL, body);
  }

  /// What the engine's page leads to and shows is where it can be had here; what it says, and what
  /// its forms hold, stays as it is.
  @Override
  public String shown(String html) {
    String shown = html;
    for (Map.Entry<String, String> origin : localOrigins.entrySet()) {
      for (String attribute : List.of(" href=\"", " src=\"")) {
        shown = shown.replace(attribute + origin.getKey(), attribute + origin.getValue());
      }
    }
    return shown;
  }

  private String local(String body) {
    String shown = body;
    for (Map.Entry<String, String> origin : localOrigins.entrySet()) {
      shown = shown.replace(origin.getKey(), origin.getValue());
    }
    return shown;
  }

  private Map<String, Integer> counts() {
    return Map.of(
        "digest",
        office.count("digest"),
        "alert",
        office.count("alert"),
        "confirm",
        office.count("confirm"),
        "welcome",
        office.count("welcome"));
  }

  private List<Summary> summaries() {
    try {
      return office.mails().stream()
          .map(file -> file.getFileName().toString().replace(".eml", ""))
          .map(name -> summary(name, ReadMail.parse(file(name).orElseThrow())))
          .sorted(Comparator.comparing(Summary::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Summary summary(String name, ReadMail mail) {
    return new Summary(
        name, mail.header("From"), mail.header("To"), mail.header("Subject"), mail.header("Date"));
  }

  record Summary(String name, String from, String to, String subject, String date) {}

  private Optional<byte[]> file(String name) {
    try {
      Path file = office.folder().resolve(name + ".eml");
      return Files.isRegularFile(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Page html(String template, Map<String, Object> values) {
    return ours("text/html; charset=utf-8", templates.html(template, Locale.UK, values));
  }
}
