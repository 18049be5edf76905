package org.paperround.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.paperround.digest.Rehearsal;
import org.paperround.digest.lint.Finding;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.Newsletters;
import org.paperround.newsletter.Theme;
import org.paperround.newsletter.Themes;
import org.paperround.subscriber.MailRehearsal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether mails can be made with the themes there are: asked at the start, and before a newsletter
/// gets another theme, so that nothing breaks when mail is due.
public final class ThemeCheck {
  private static final Logger LOG = LoggerFactory.getLogger(ThemeCheck.class);

  private final Themes themes;
  private final Newsletters newsletters;
  private final Rehearsal digests;
  private final MailRehearsal mails;

  ThemeCheck(Themes themes, Newsletters newsletters, Rehearsal digests, MailRehearsal mails) {
    this.themes = themes;
    this.newsletters = newsletters;
    this.digests = digests;
    this.mails = mails;
  }

  /// The built-in themes, then those of an operator's folder.
  public List<String> names() {
    return Stream.concat(Theme.BUILT_IN.stream(), themes.operators().stream()).distinct().toList();
  }

  /// What is wrong with one theme, each as `FILE:LINE: what`: its data, then its templates.
  public List<String> problems(String theme) {
    return problems(theme, newsletters.all().getFirst());
  }

  /// Of every theme that a newsletter has, and of every one in an operator's folder.
  public List<String> problems() {
    List<String> problems = new ArrayList<>();
    inUse()
        .forEach((theme, newsletter) -> {
          List<String> own = problems(theme, newsletter);
          boolean chosen = newsletter.look().equals(theme) && !own.isEmpty();
          problems.addAll(own);
          if (chosen) {
            problems.add("(" + theme + " is the theme of " + newsletter.slug() + ")");
          }
        });
    return problems.stream().distinct().toList();
  }

  /// The texts that readers of a language get in English with one theme, which stops no start.
  public List<Finding> untranslated(String theme) {
    return digests.untranslated(theme);
  }

  /// With those of which [#problems] tells.
  public List<Finding> untranslated() {
    return inUse().keySet().stream()
        .flatMap(theme -> untranslated(theme).stream())
        .distinct()
        .toList();
  }

  /// Each theme with a newsletter to try it on, its own where there is one.
  private Map<String, Newsletter> inUse() {
    List<Newsletter> all = newsletters.all();
    Map<String, Newsletter> byTheme = new TreeMap<>();
    byTheme.put(Theme.FIRST, all.getFirst());
    themes.operators().forEach(theme -> byTheme.put(theme, all.getFirst()));
    all.forEach(newsletter -> byTheme.put(newsletter.look(), newsletter));
    return byTheme;
  }

  private List<String> problems(String theme, Newsletter newsletter) {
    List<String> problems = new ArrayList<>(themes.problems(theme));
    if (problems.isEmpty()) {
      Newsletter dressed = newsletter.looking(theme);
      problems.addAll(digests.problems(dressed));
      problems.addAll(mails.problems(dressed));
    }
    return problems;
  }

  /// @throws BrokenThemeException when something is wrong
  void require() {
    List<String> problems = problems();
    if (!problems.isEmpty()) {
      throw new BrokenThemeException(problems);
    }
    List<Finding> untranslated = untranslated();
    if (!untranslated.isEmpty()) {
      LOG.warn(
          "Texts that readers get in English, for want of a translation: {}, first {}; `theme"
              + " check` names all",
          untranslated.size(),
          untranslated.getFirst().place());
    }
  }
}
