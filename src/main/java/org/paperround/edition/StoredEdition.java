package org.paperround.edition;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.paperround.article.StoryId;
import org.paperround.newsletter.NewsletterId;

/// A row of table edition: what the world sees, and what only this package needs. `alert`: it is of
/// one story that broke.
record StoredEdition(
    Edition edition,
    @Nullable Instant rankedAt,
    @Nullable Instant frozenAt,
    int nextOrdinal,
    boolean alert) {
  long id() {
    return edition.id().value();
  }

  EditionState state() {
    return edition.state();
  }

  boolean frozen() {
    return frozenAt != null;
  }

  static String text(EditionState state) {
    return state.name().toLowerCase(Locale.ROOT);
  }

  static EditionState state(String text) {
    return EditionState.valueOf(text.toUpperCase(Locale.ROOT));
  }

  static final class Mapper implements RowMapper<StoredEdition> {
    @Override
    public StoredEdition map(ResultSet row, StatementContext context) throws SQLException {
      Edition edition =
          new Edition(
              new EditionId(row.getLong("id")),
              new NewsletterId(row.getLong("newsletter_id")),
              row.getObject("edition_date", LocalDate.class),
              instant(row, "planned_at"),
              instant(row, "cut_off"),
              instant(row, "expires_at"),
              state(row.getString("state")),
              row.getInt("revision"),
              words(row),
              letter(row));
      return new StoredEdition(
          edition,
          optionalInstant(row, "ranked_at"),
          optionalInstant(row, "frozen_at"),
          row.getInt("next_ordinal"),
          row.getObject("story_id") != null);
    }
  }

  private static Words words(ResultSet row) throws SQLException {
    List<String> subjects = new ArrayList<>();
    String first = row.getString("subject");
    if (first != null) {
      subjects.add(first);
      subjects.addAll(List.of((String[]) row.getArray("other_subjects").getArray()));
    }
    return new Words(
        subjects, row.getString("preheader"), row.getInt("worded"), row.getString("intro"));
  }

  private static @Nullable Letter letter(ResultSet row) throws SQLException {
    String text = row.getString("letter");
    return text == null
        ? null
        : new Letter(
            new EditionId(row.getLong("corrects_edition")),
            new StoryId(row.getLong("corrects_story")),
            text,
            shown(row.getArray("letter_shown")));
  }

  private static Letter.@Nullable Shown shown(@Nullable Array headlineAndUrl) throws SQLException {
    if (headlineAndUrl == null) {
      return null;
    }
    String[] both = (String[]) headlineAndUrl.getArray();
    return new Letter.Shown(both[0], both[1]);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable Instant optionalInstant(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }
}
