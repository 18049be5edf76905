package org.paperround.article;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What editors said of some stories' articles: each order's sides, the latest order first, and the
/// articles that they name, where they are now. Articles of one side are one story; articles of two
/// sides are not. Pure.
record StoryOrders(List<List<List<Long>>> sides, List<StoryIndex.Placed> articles) {
  static final StoryOrders NONE = new StoryOrders(List.of(), List.of());

  StoryOrders {
    sides = List.copyOf(sides);
    articles = List.copyOf(articles);
  }

  /// `named`: the latest order first.
  static StoryOrders of(List<StoryOrderDao.Named> named) {
    Map<Long, Map<Integer, List<Long>>> orders = new LinkedHashMap<>();
    Map<Long, StoryIndex.Placed> articles = new TreeMap<>();
    for (StoryOrderDao.Named one : named) {
      orders
          .computeIfAbsent(one.orderId(), _ -> new TreeMap<>())
          .computeIfAbsent(one.side(), _ -> new ArrayList<>())
          .add(one.articleId());
      articles.put(
          one.articleId(),
          new StoryIndex.Placed(one.articleId(), one.storyId(), one.publishedAt()));
    }
    return new StoryOrders(
        orders.values().stream().map(sides -> List.copyOf(sides.values())).toList(),
        List.copyOf(articles.values()));
  }

  /// Says it to `bonds`, the latest order first, so that it holds; `numbers` are those of the
  /// articles there.
  void tell(Bonds bonds, Map<Long, Integer> numbers) {
    for (List<List<Long>> order : sides) {
      List<List<Integer>> numbered =
          order.stream()
              .map(side -> side.stream().filter(numbers::containsKey).map(numbers::get).toList())
              .toList();
      numbered.forEach(bonds::join);
      for (int i = 0; i < numbered.size(); i++) {
        for (int j = i + 1; j < numbered.size(); j++) {
          bonds.part(numbered.get(i), numbered.get(j));
        }
      }
    }
  }
}
