package org.paperround.edition;

import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.paperround.article.Articles;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.alarm.Alarms;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Witness;

/// The facades and tools that editions work with, handed in by app. Each is thread-safe. `witness`:
/// of all that is done to editions but for what the engine does by itself.
public record EditionParts(
    Database database,
    InstantSource clock,
    Newsletters newsletters,
    Articles articles,
    Scoring scoring,
    Alarms alarms,
    Witness<EditionChange> witness) {
  void note(Handle handle, EditionChange done) {
    if (!done.actor().equals(StaffActor.ENGINE)) {
      witness.note(handle, done);
    }
  }
}
