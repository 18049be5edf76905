package org.paperround.demo;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The made-up portal and the other made-up outlets, read from `db/demo` on the class path.
/// Everything in it is our own text.
final class PortalContent {
  private static final ObjectMapper JSON =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  /// How many of the portal's single stories are kept back for each later run, so that a second run
  /// has news.
  private static final int HELD_BACK_PER_RUN = 8;

  private static final int RUNS_WITH_NEWS = 4;

  private final List<Outlet> outlets;
  private final List<Piece> pieces;

  private PortalContent(List<Outlet> outlets, List<Piece> pieces) {
    this.outlets = outlets;
    this.pieces = pieces;
  }

  static PortalContent load() {
    try (InputStream in =
        Objects.requireNonNull(PortalContent.class.getResourceAsStream("/db/demo/outlets.json"))) {
      List<Outlet> outlets = List.of(JSON.readValue(in, Outlet[].class));
      return new PortalContent(outlets, readPieces());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static <T> T read(String resource, Class<T> type) {
    try (InputStream in =
        Objects.requireNonNull(PortalContent.class.getResourceAsStream(resource))) {
      return JSON.readValue(in, type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  List<Outlet> outlets() {
    return outlets;
  }

  /// What is on the portal in the demo's run number `run` (from 1): everything that several pieces
  /// are about, and the single stories that this and the earlier runs publish.
  List<Piece> publishedBy(int run) {
    return pieces.stream().filter(piece -> runOf(piece) <= run).toList();
  }

  /// The run in which a piece first appears.
  int runOf(Piece piece) {
    List<Piece> singles = singles();
    int fromEnd = singles.size() - 1 - singles.indexOf(piece);
    boolean heldBack =
        singles.contains(piece) && fromEnd < HELD_BACK_PER_RUN * (RUNS_WITH_NEWS - 1);
    return heldBack ? RUNS_WITH_NEWS - fromEnd / HELD_BACK_PER_RUN : 1;
  }

  private List<Piece> singles() {
    Map<String, Long> piecesPerEvent =
        pieces.stream().collect(Collectors.groupingBy(Piece::event, Collectors.counting()));
    Set<String> own =
        outlets.stream().filter(Outlet::own).map(Outlet::slug).collect(Collectors.toSet());
    return pieces.stream()
        .filter(piece -> own.contains(piece.outlet()) && !piece.breaking())
        .filter(piece -> piecesPerEvent.getOrDefault(piece.event(), 0L) == 1)
        .sorted(Comparator.comparingDouble(Piece::hoursAgo).reversed().thenComparing(Piece::id))
        .toList();
  }

  private static List<Piece> readPieces() throws IOException {
    try {
      URI folder =
          Objects.requireNonNull(PortalContent.class.getResource("/db/demo/articles")).toURI();
      if (!folder.getScheme().equals("jar")) {
        return readPieces(Path.of(folder));
      }
      try (FileSystem jar = FileSystems.newFileSystem(folder, Map.of())) {
        return readPieces(jar.getPath("/db/demo/articles"));
      }
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Piece> readPieces(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> articles =
          files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
      ArrayList<Piece> pieces = new ArrayList<>();
      for (Path article : articles) {
        pieces.add(JSON.readValue(Files.readAllBytes(article), Piece.class));
      }
      return List.copyOf(pieces);
    }
  }
}
