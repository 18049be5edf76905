package org.paperround.web.desk;

import io.javalin.http.Context;
import io.javalin.http.ServiceUnavailableResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.Editions;
import org.paperround.staff.Role;

/// Tells an open page of an edition, by server-sent events, that the edition is not any more as it
/// shows it: `changed`, with revision and state, and every few seconds while it is being sent, for
/// the account; and `here`, with the names of the others who may edit it and have it open. A stream
/// says nothing else, holds a thread, and ends after half a minute: browsers ask again by
/// themselves, and whoever may not look any more is not told for long.
final class LiveEdition {
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final int LOOKS = 30;
  private static final int COUNTED_EVERY = 5;
  private static final int PRESENT_EVERY = 5;
  private static final int MOST = 60;
  private static final String STREAM = "text/event-stream";

  private final Editions editions;
  private final EditionModel model;
  private final EditionPresence presence;
  private final Semaphore streams = new Semaphore(MOST);

  LiveEdition(Editions editions, EditionModel model, EditionPresence presence) {
    this.editions = editions;
    this.model = model;
    this.presence = presence;
  }

  void register(DeskRoutes routes) {
    routes.get("/desk/editions/{id}/live", Role.VIEWER, this::follow);
  }

  /// Who does not take a stream is told once.
  private void follow(Context ctx, DeskVisit visit) throws IOException {
    EditionId id = model.edition(ctx).id();
    boolean follows = Optional.ofNullable(ctx.header("Accept")).orElse("").contains(STREAM);
    if (!streams.tryAcquire()) {
      throw new ServiceUnavailableResponse();
    }
    try {
      ctx.contentType(STREAM);
      tell(ctx.res().getOutputStream(), visit, id, follows ? LOOKS : 1);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      streams.release();
    }
  }

  private void tell(OutputStream out, DeskVisit visit, EditionId id, int looks)
      throws IOException, InterruptedException {
    Optional<Editions.Mark> told = Optional.empty();
    Optional<String> here = Optional.empty();
    for (int look = 1; look <= looks; look++) {
      Optional<Editions.Mark> mark = editions.mark(id);
      boolean counts =
          look % COUNTED_EVERY == 0
              && mark.filter(now -> now.state() == EditionState.SENDING).isPresent();
      // A comment finds out whether the page is still there.
      String event = counts || !mark.equals(told) ? event(mark, counts) : ":\n\n";
      if (look % PRESENT_EVERY == 1) {
        String others = presence.enter(visit, id);
        event += here.filter(others::equals).isPresent() ? "" : here(others);
        here = Optional.of(others);
      }
      try {
        out.write(event.getBytes(StandardCharsets.UTF_8));
        out.flush();
      } catch (IOException e) {
        return; // the page was closed
      }
      told = mark;
      if (look < looks) {
        Thread.sleep(LOOK);
      }
    }
  }

  /// With a mark before it: a browser tells its page of no event without data.
  private static String here(String others) {
    return "event: here\ndata: >" + others + "\n\n";
  }

  private static String event(Optional<Editions.Mark> mark, boolean counts) {
    String now = mark.map(found -> found.revision() + " " + found.state()).orElse("gone");
    return "retry: 1000\nevent: changed\ndata: " + now + (counts ? " +" : "") + "\n\n";
  }
}
