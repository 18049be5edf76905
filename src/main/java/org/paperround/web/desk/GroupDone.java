package org.paperround.web.desk;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.paperround.article.Articles;
import org.paperround.article.Story;
import org.paperround.article.StoryId;
import org.paperround.article.StoryOrder;
import org.paperround.edition.Pool;
import org.paperround.web.request.Form;

/// That a story has just been merged or split, as the page says it to which the act led, and the
/// way back: a post of `values` as `field` to the story's `act`; none where `values` is empty.
/// `link`: a candidate to look at, 0: none.
record GroupDone(String sentence, String act, String field, List<Long> values, long link) {
  private static final String MERGED =
      " is part of this story now, in this and all later editions; what was sent is not changed.";

  GroupDone {
    values = List.copyOf(values);
  }

  /// There is a way back. Public for its template.
  public boolean undoable() {
    return !values.isEmpty();
  }

  /// From what the address says, as far as it is so; empty for any other address.
  static Optional<GroupDone> of(Form address, Story story, Pool pool, Articles articles) {
    return id(address, "merged")
        .filter(other -> !other.equals(story.id()))
        .filter(other -> articles.canonical(other).equals(story.id()))
        .map(other -> merged(address, story, other))
        .or(() ->
            id(address, "split")
                .filter(other -> isSplitOff(articles.orders(story.id()), other))
                .flatMap(articles::find)
                .filter(other -> !other.id().equals(story.id()))
                .map(other -> split(pool, other)));
  }

  private static GroupDone merged(Form address, Story story, StoryId other) {
    Set<Long> standing =
        StoryArticles.standing(story).stream()
            .map(article -> article.value())
            .collect(Collectors.toSet());
    List<Long> its =
        address.all("article").stream()
            .map(Form::whole)
            .flatMap(Optional::stream)
            .filter(standing::contains)
            .distinct()
            .toList();
    boolean all = its.size() == standing.size();
    return new GroupDone("Story " + other + MERGED, "split", "article", all ? List.of() : its, 0);
  }

  private static GroupDone split(Pool pool, Story other) {
    boolean candidate = pool.cards().stream().anyMatch(card -> card.story().equals(other.id()));
    String what = GroupWords.quoted(other.representative().headline());
    long number = other.id().value();
    return new GroupDone(
        what
            + " is a story of its own now, number "
            + number
            + (candidate ? ", and a candidate." : ", and no candidate of this edition."),
        "merge",
        "with",
        List.of(number),
        candidate ? number : 0);
  }

  private static boolean isSplitOff(List<StoryOrder> orders, StoryId other) {
    return orders.stream()
        .anyMatch(order -> order.kind() == StoryOrder.Kind.SPLIT && order.other().equals(other));
  }

  private static Optional<StoryId> id(Form address, String name) {
    return address.number(name).filter(number -> number > 0).map(StoryId::new);
  }
}
