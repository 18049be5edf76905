package org.paperround.demo;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.paperround.mail.ReadMail;

/// Four new readers who sign up as people do: the form over HTTP, the confirmation mail in the
/// inbox, the button on its page.
public final class DemoSignUps {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Pattern CONFIRM_LINK =
      Pattern.compile("https?://[^/\\s]+(/c/[A-Za-z0-9_-]+)");

  private static final List<NewReader> READERS =
      List.of(
          new NewReader("marian.ashdown@reader.example", "en"),
          new NewReader("gwenllian.prys@post.example", "cy"),
          new NewReader("helene.vasseur@courrier.example", "fr"),
          new NewReader("anke.brandt@mail.example", "de"));

  private final String webOrigin;
  private final PostOffice office;
  private final HttpClient http = HttpClient.newHttpClient();

  public DemoSignUps(String webOrigin, PostOffice office) {
    this.webOrigin = webOrigin;
    this.office = office;
  }

  private record NewReader(String address, String language) {}

  /// Returns how many readers signed up and confirmed.
  public int play(String newsletter) throws IOException, InterruptedException {
    for (NewReader reader : READERS) {
      post(
          "/sign-up?lang=" + reader.language(),
          Map.of("address", reader.address(), "newsletter", newsletter));
    }
    int confirmed = 0;
    for (NewReader reader : READERS) {
      Optional<String> link = awaitLink(reader.address());
      if (link.isPresent() && post(link.get(), Map.of()) < 400) {
        confirmed++;
      }
    }
    return confirmed;
  }

  private int post(String path, Map<String, String> form) throws IOException, InterruptedException {
    String body =
        form.entrySet().stream()
            .map(field ->
                field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(webOrigin + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
  }

  private Optional<String> awaitLink(String address) throws IOException, InterruptedException {
    for (long waited = 0; waited < PATIENCE.toMillis(); waited += 100) {
      Optional<String> link = link(address);
      if (link.isPresent()) {
        return link;
      }
      Thread.sleep(Duration.ofMillis(100));
    }
    return Optional.empty();
  }

  private Optional<String> link(String address) throws IOException {
    for (Path file : office.mails()) {
      if (!file.getFileName().toString().startsWith("confirm-")) {
        continue;
      }
      ReadMail mail = ReadMail.parse(Files.readAllBytes(file));
      Matcher link = CONFIRM_LINK.matcher(mail.text());
      if (mail.header("To").contains(address) && link.find()) {
        return Optional.of(link.group(1));
      }
    }
    return Optional.empty();
  }
}
