package org.paperround.article;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which stories are told to be alike: of each the few that are most. Pure.
final class StoryKin {
  /// More than are shown, because some may be taken back or under embargo by then.
  static final int KEPT = 6;

  /// So long after a story's last development; no edition shows it then.
  static final Duration LASTS = Duration.ofDays(30);

  private StoryKin() {}

  /// `stories` are the ids of the groups that `kin` pairs. Both of a pair know each other.
  static List<StoryKinDao.Kin> of(List<Long> stories, Likenesses kin) {
    Map<Long, List<StoryKinDao.Kin>> byStory = new HashMap<>();
    for (int i = 0; i < kin.size(); i++) {
      long one = stories.get(kin.one(i));
      long other = stories.get(kin.other(i));
      put(byStory, new StoryKinDao.Kin(one, other, kin.value(i)));
      put(byStory, new StoryKinDao.Kin(other, one, kin.value(i)));
    }
    return byStory.values().stream()
        .flatMap(all ->
            all.stream()
                .sorted(
                    Comparator.comparingDouble(StoryKinDao.Kin::likeness)
                        .reversed()
                        .thenComparingLong(StoryKinDao.Kin::kinId))
                .limit(KEPT))
        .toList();
  }

  private static void put(Map<Long, List<StoryKinDao.Kin>> byStory, StoryKinDao.Kin kin) {
    byStory.computeIfAbsent(kin.storyId(), _ -> new ArrayList<>()).add(kin);
  }
}
