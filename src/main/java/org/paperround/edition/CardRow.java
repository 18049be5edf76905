package org.paperround.edition;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;

/// What is bound to the columns of table card.
record CardRow(
    long edition,
    int ordinal,
    long story,
    int storyRevision,
    long article,
    int articleRevision,
    String owner,
    String section,
    List<String> topics,
    Instant publishedAt,
    @Nullable Instant embargoedUntil,
    String content,
    double score,
    String signals,
    @Nullable Integer frontPosition,
    @Nullable Integer pinnedPosition,
    boolean mustRead,
    boolean dropped,
    @Nullable Instant retractedAt,
    @Nullable String mailHeadline,
    @Nullable String mailStandfirst) {
  static CardRow of(EditionId edition, PooledCard pooled) {
    Card card = pooled.card();
    return new CardRow(
        edition.value(),
        card.ordinal(),
        card.story().value(),
        card.storyRevision(),
        card.article().value(),
        card.articleRevision(),
        card.owner(),
        card.section(),
        card.topics(),
        card.content().publishedAt(),
        card.embargoedUntil(),
        CardJson.content(card.content()),
        card.score(),
        CardJson.signals(card.signals()),
        card.frontPosition(),
        pooled.pin(),
        card.mustRead(),
        card.dropped(),
        card.retractedAt(),
        pooled.word().headline(),
        pooled.word().standfirst());
  }

  static final class Mapper implements RowMapper<PooledCard> {
    @Override
    public PooledCard map(ResultSet row, StatementContext context) throws SQLException {
      EditorsWord word =
          new EditorsWord(
              row.getObject("pinned_position", Integer.class),
              row.getBoolean("must_read"),
              row.getBoolean("dropped"),
              row.getString("mail_headline"),
              row.getString("mail_standfirst"));
      Card card =
          new Card(
              row.getInt("ordinal"),
              new StoryId(row.getLong("story_id")),
              row.getInt("story_revision"),
              new ArticleId(row.getLong("article_id")),
              row.getInt("article_revision"),
              row.getString("owner"),
              row.getString("section"),
              List.of((String[]) row.getArray("topics").getArray()),
              StoredEdition.optionalInstant(row, "embargoed_until"),
              CardJson.content(row.getString("content")),
              row.getDouble("score"),
              CardJson.signals(row.getString("signals")),
              row.getObject("front_position", Integer.class),
              word.pin() != null,
              word.mustRead(),
              word.dropped(),
              StoredEdition.optionalInstant(row, "retracted_at"));
      return new PooledCard(card, word);
    }
  }
}
