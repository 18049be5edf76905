package org.paperround.article;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jdbi.v3.sqlobject.config.RegisterConstructorMapper;
import org.jdbi.v3.sqlobject.statement.SqlQuery;
import org.jdbi.v3.sqlobject.statement.SqlUpdate;

/// The tables `story_order` and `story_order_article`.
interface StoryOrderDao {
  @SqlQuery(
      """
      INSERT INTO story_order (at, actor, action, story_id, other_id)
      VALUES (:at, :actor, lower(:kind), :story, :other) RETURNING id
      """)
  long add(Instant at, String actor, StoryOrder.Kind kind, long story, long other);

  @SqlUpdate(
      """
      INSERT INTO story_order_article (order_id, article_id, side)
      SELECT :order, u.article, :side FROM unnest(CAST(:articles AS bigint[])) AS u (article)
      """)
  int addArticles(long order, List<Long> articles, int side);

  /// What was ever said of the articles that are in these stories now, the latest first.
  @SqlQuery(
      """
      SELECT o.order_id, o.side, o.article_id, coalesce(s.merged_into, s.id) AS story_id,
             a.published_at
      FROM story_order_article o
      JOIN article a ON a.id = o.article_id
      JOIN story s ON s.id = a.story_id
      WHERE s.id = ANY (:stories) OR s.merged_into = ANY (:stories)
      ORDER BY o.order_id DESC, o.side, o.article_id
      """)
  @RegisterConstructorMapper(Named.class)
  List<Named> named(Set<Long> stories);

  record Named(long orderId, int side, long articleId, long storyId, Instant publishedAt) {}

  /// What was said of this story or of one that is an alias of it, the latest last.
  @SqlQuery(
      """
      SELECT o.at, o.actor, o.action, o.story_id, o.other_id
      FROM story_order o
      WHERE o.story_id IN (SELECT id FROM story WHERE id = :story OR merged_into = :story)
         OR o.other_id IN (SELECT id FROM story WHERE id = :story OR merged_into = :story)
      ORDER BY o.id
      """)
  @RegisterConstructorMapper(Order.class)
  List<Order> ofStory(long story);

  record Order(Instant at, String actor, String action, long storyId, long otherId) {}
}
