package org.paperround.testing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.paperround.article.StoryId;
import org.paperround.platform.database.Database;

/// Puts stories into the tables as if feeds had brought them.
public final class StoryFixture {
  private final Database database;

  public StoryFixture(Database database) {
    this.database = database;
  }

  /// A story of one article by the portal itself.
  public StoryId own(String headline, String section, Instant publishedAt) {
    return story(headline, section, publishedAt, List.of("The Courier"), false);
  }

  /// A story with one article of each owner; The Courier is the portal's own.
  public StoryId story(
      String headline, String section, Instant at, List<String> owners, boolean breaking) {
    return database.inTransaction(handle -> {
      long story =
          handle
              .createQuery(
                  "INSERT INTO story (first_published_at, developed_at) VALUES (:at, :at) RETURNING"
                      + " id")
              .bind("at", at)
              .mapTo(Long.class)
              .one();
      for (String owner : owners) {
        article(handle, story, owner, new Facts(headline, section, at, breaking));
      }
      return new StoryId(story);
    });
  }

  /// So many stories of the hours before this moment, on politics and science.
  public List<StoryId> publish(int count, Instant now) {
    return IntStream.range(0, count)
        .mapToObj(i -> {
          Instant at = now.minus(Duration.ofMinutes(30 + 7L * i));
          return own("Story " + i + " of " + at, i % 2 == 0 ? "politics" : "science", at);
        })
        .toList();
  }

  /// The story moved on.
  public void develop(StoryId story, Instant at) {
    execute(
        "UPDATE story SET developed_at = :at, revision = revision + 1 WHERE id = :id", story, at);
  }

  public void embargo(StoryId story, Instant until) {
    execute("UPDATE article SET embargoed_until = :at WHERE story_id = :id", story, until);
  }

  public void retractArticles(StoryId story, Instant at) {
    execute("UPDATE article SET retracted_at = :at WHERE story_id = :id", story, at);
  }

  public void merge(StoryId story, StoryId into) {
    database.useTransaction(handle -> {
      handle.execute(
          "UPDATE article SET story_id = ? WHERE story_id = ?", into.value(), story.value());
      handle.execute("UPDATE story SET merged_into = ? WHERE id = ?", into.value(), story.value());
    });
  }

  private void execute(String sql, StoryId story, Instant at) {
    database.useTransaction(
        handle -> handle.createUpdate(sql).bind("id", story.value()).bind("at", at).execute());
  }

  private record Facts(String headline, String section, Instant at, boolean breaking) {}

  private static void article(Handle handle, long story, String owner, Facts facts) {
    handle
        .createUpdate(
            """
            INSERT INTO article (source_id, story_id, url, url_key, external_id, headline, standfirst, body,
              section, topics, breaking, published_at, updated_at, first_seen_at, feed_hash)
            VALUES (:source, :story, :url, :url, :url, :headline, 'What it is about.', 'Word for word.',
              :section, '{"uk"}', :breaking, :at, :at, :at, '')
            """)
        .bind("source", source(handle, owner))
        .bind("story", story)
        .bind("url", "https://" + slug(owner) + ".example/" + story)
        .bind("headline", facts.headline())
        .bind("section", facts.section())
        .bind("breaking", facts.breaking())
        .bind("at", facts.at())
        .execute();
  }

  private static long source(Handle handle, String owner) {
    return handle
        .createQuery(
            """
            INSERT INTO source (slug, name, owner, url, own_portal)
            VALUES (:slug, :owner, :owner, 'https://' || :slug || '.example/feed', :own)
            ON CONFLICT (slug) DO UPDATE SET name = EXCLUDED.name RETURNING id
            """)
        .bind("slug", slug(owner))
        .bind("owner", owner)
        .bind("own", owner.equals("The Courier"))
        .mapTo(Long.class)
        .one();
  }

  private static String slug(String owner) {
    return owner.toLowerCase(java.util.Locale.ROOT).replace(' ', '-');
  }
}
