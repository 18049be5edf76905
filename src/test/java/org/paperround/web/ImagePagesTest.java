package org.paperround.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.paperround.subscriber.SubscriberId;
import org.paperround.testing.WebSite;

/// Mails show articles' images through us, where that is switched on: in the size that they have
/// there, and nothing but images of stored cards.
class ImagePagesTest {
  private static final String ORIGIN = "https://pictures.example";

  @RegisterExtension final Site site = new Site();
  @RegisterExtension final WebSite pictures = new WebSite();
  @TempDir Path folder;

  @Test
  void aMailsImagesComeFromUsInTheSizeThatItShowsThemIn() throws IOException {
    throughUs(Map.of());
    pictures.on("/i.jpg", exchange -> answer(exchange, image(2400, 1350)));
    List<Element> shown = shown("anna");

    assertThat(shown.getFirst().attr("width")).isEqualTo("552");
    assertThat(shown.getLast().attr("width")).isEqualTo("120");
    for (Element image : List.of(shown.getFirst(), shown.getLast())) {
      int width = Integer.parseInt(image.attr("width"));
      assertThat(image.attr("src")).matches("https://news\\.example/i/[\\w-]{20,}");
      HttpResponse<byte[]> served = get(image);
      BufferedImage read = ImageIO.read(new ByteArrayInputStream(served.body()));
      assertThat(served.statusCode()).isEqualTo(200);
      assertThat(served.headers().firstValue("Content-Type")).hasValue("image/jpeg");
      assertThat(served.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(served.headers().firstValue("Cache-Control")).hasValue("public, max-age=604800");
      assertThat(read.getWidth()).isEqualTo(2 * width);
      assertThat(read.getHeight()).isEqualTo(2 * Integer.parseInt(image.attr("height")));
    }
  }

  @Test
  void twoReadersAskForTheSameAddressAndThePublisherIsAskedOnce() throws IOException {
    throughUs(Map.of());
    pictures.on("/i.jpg", exchange -> answer(exchange, image(2400, 1350)));
    Element annas = shown("anna").getFirst();
    Element bens = shown("ben").getFirst();

    assertThat(annas.attr("src")).isEqualTo(bens.attr("src"));
    assertThat(get(annas).body()).isEqualTo(get(bens).body());
    throughUs(Map.of());
    assertThat(get(annas).statusCode()).as("kept on disk").isEqualTo(200);
    assertThat(pictures.requests("/i.jpg")).hasSize(1);
  }

  @Test
  void aForgedOrChangedAddressShowsNothingAndAsksNobody() {
    throughUs(Map.of());
    String token = Site.path(shown("anna").getFirst().attr("src")).substring("/i/".length());

    for (String forged :
        List.of(
            "x", token.substring(1), token + "A", ORIGIN.replace("/", "%2F"), "..%2f..%2fetc")) {
      assertThat(site.get("/i/" + forged).statusCode()).as(forged).isEqualTo(404);
    }
    assertThat(pictures.requests("/i.jpg")).isEmpty();
  }

  @Test
  void noInnerAddressIsAskedAlsoWhereAnArticleNamesOne() throws IOException {
    try (ServerSocket inner = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      site.start(settings(Map.of()));
      illustrated("https://127.0.0.1:" + inner.getLocalPort() + "/i.jpg");

      assertThat(get(shown("anna").getFirst()).statusCode()).isEqualTo(404);
      // Whoever had connected would wait here.
      inner.setSoTimeout(1);
      assertThatThrownBy(inner::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void whatWeCannotReadIsLeftToTheReadersProgram() {
    throughUs(Map.of());
    pictures.on(
        "/i.jpg",
        exchange -> answer(exchange, "RIFF....WEBPVP8 ".getBytes(StandardCharsets.US_ASCII)));

    HttpResponse<byte[]> served = get(shown("anna").getFirst());

    assertThat(served.statusCode()).isEqualTo(302);
    assertThat(served.headers().firstValue("Location")).hasValue(ORIGIN + "/i.jpg");
  }

  @Test
  void whatIsTooLargeIsNotShown() throws IOException {
    throughUs(Map.of("images.max-megapixels", "1", "fetch.max-bytes", "100000"));
    byte[] wide = image(2400, 1350);
    pictures.on("/i.jpg", exchange -> answer(exchange, wide));
    assertThat(get(shown("anna").getFirst()).statusCode()).as("pixels").isEqualTo(404);

    throughUs(Map.of("fetch.max-bytes", "10000"));
    pictures.on("/i.jpg", exchange -> answer(exchange, new byte[20_000]));
    assertThat(get(shown("anna").getLast()).statusCode()).as("bytes").isEqualTo(404);
  }

  @Test
  void aRetractedStorysImageIsNotShown() throws IOException {
    throughUs(Map.of());
    byte[] wide = image(2400, 1350);
    pictures.on("/i.jpg", exchange -> answer(exchange, wide));
    Element image = shown("anna").getFirst();
    execute("UPDATE card SET retracted_at = now()");

    assertThat(get(image).statusCode()).isEqualTo(404);
    assertThat(pictures.requests("/i.jpg")).isEmpty();
  }

  @Test
  void byDefaultMailsShowThePublishersImagesAndOldAddressesLeadThere() {
    throughUs(Map.of());
    Element image = shown("anna").getFirst();
    site.start(Map.of());
    execute("UPDATE edition SET revision = revision + 1");

    assertThat(shown("ben").getFirst().attr("src")).isEqualTo(ORIGIN + "/i.jpg");
    HttpResponse<byte[]> served = get(image);
    assertThat(served.statusCode()).isEqualTo(302);
    assertThat(served.headers().firstValue("Location")).hasValue(ORIGIN + "/i.jpg");
    assertThat(pictures.requests("/i.jpg")).isEmpty();
  }

  /// An edition whose cards all have the image of the test's origin.
  private void throughUs(Map<String, String> settings) {
    Map<String, String> all = new java.util.HashMap<>(settings(settings));
    String there = pictures.address("").toString();
    all.put("fetch.origin-map", ORIGIN + "=" + there);
    site.start(all);
    illustrated(ORIGIN + "/i.jpg");
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> all = new java.util.HashMap<>(more);
    all.put("images.proxy", "true");
    all.put("images.cache-directory", folder.toString());
    return all;
  }

  private void illustrated(String url) {
    if (site.engine().editions().latest().isEmpty()) {
      site.edition("sent");
    }
    execute(
        "UPDATE card SET content = content || jsonb_build_object('image', jsonb_build_object('url',"
            + " '"
            + url
            + "', 'alt', 'A platform', 'width', 1200, 'height', 675))");
  }

  private void execute(String sql) {
    site.database.get().useTransaction(handle -> handle.execute(sql));
  }

  /// The images of the mail that this reader would get.
  private List<Element> shown(String reader) {
    SubscriberId id = site.reader(reader);
    String html = site.engine().deliveries().previewHtml(site.preferences(id)).orElseThrow();
    return Jsoup.parse(html).select("img");
  }

  private HttpResponse<byte[]> get(Element image) {
    URI address = URI.create("http://127.0.0.1:" + site.port() + Site.path(image.attr("src")));
    try {
      return site.browser.send(
          HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void answer(HttpExchange exchange, byte[] body) throws IOException {
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] image(int width, int height) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "jpeg", bytes);
    return bytes.toByteArray();
  }
}
