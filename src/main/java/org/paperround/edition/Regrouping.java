package org.paperround.edition;

import java.util.Map;
import java.util.Set;
import org.paperround.article.ArticleId;
import org.paperround.article.StoryId;

/// What a merge or a split did to the stories it was about.
public record Regrouping(Parts before, Parts after) {
  /// Stories, each under the number it has now, with all of their articles, those that were taken
  /// back among them.
  public record Parts(Map<StoryId, Set<ArticleId>> stories) {
    public Parts {
      stories = Map.copyOf(stories);
    }

    Regrouping to(Parts after) {
      return new Regrouping(this, after);
    }
  }
}
