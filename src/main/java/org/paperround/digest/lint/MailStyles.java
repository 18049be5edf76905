package org.paperround.digest.lint;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.htmlunit.cssparser.dom.AbstractCSSRuleImpl;
import org.htmlunit.cssparser.dom.CSSMediaRuleImpl;
import org.htmlunit.cssparser.dom.CSSStyleDeclarationImpl;
import org.htmlunit.cssparser.dom.CSSStyleRuleImpl;
import org.htmlunit.cssparser.dom.Property;
import org.htmlunit.cssparser.parser.CSSErrorHandler;
import org.htmlunit.cssparser.parser.CSSOMParser;
import org.htmlunit.cssparser.parser.CSSParseException;
import org.htmlunit.cssparser.parser.InputSource;
import org.htmlunit.cssparser.parser.javacc.CSS3Parser;
import org.htmlunit.cssparser.parser.selector.Selector;
import org.htmlunit.cssparser.parser.selector.SelectorSpecificity;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.select.Selector.SelectorParseException;

/// The style block and the inline styles of a mail, and what they come to for one element: the
/// cascade of CSS, as far as mails go (no inheritance but what [#inherited] walks, no shorthands
/// but `background`). For one thread.
final class MailStyles {
  private static final CSSErrorHandler SILENT =
      new CSSErrorHandler() {
        @Override
        public void warning(CSSParseException fault) {}

        @Override
        public void error(CSSParseException fault) {}

        @Override
        public void fatalError(CSSParseException fault) {}
      };

  /// In which dress a client shows a mail.
  enum Scheme {
    LIGHT,
    DARK
  }

  /// Where a property stands: in a rule of the style block, or inline.
  record Declared(String name, String value, boolean important) {}

  /// When a rule holds: always, in the dark, or under another condition (a width, a printer).
  private enum When {
    ALWAYS,
    DARK,
    OTHERWISE
  }

  private record StyleRule(
      SelectorSpecificity specificity, List<Declared> declared, When when, Set<Element> matched) {
    boolean holds(Scheme scheme) {
      return switch (when) {
        case ALWAYS -> true;
        case DARK -> scheme == Scheme.DARK;
        case OTHERWISE -> false;
      };
    }
  }

  private final Document html;
  private final List<StyleRule> rules;
  private final List<String> atRules;
  private final Map<Element, List<Declared>> inline = new HashMap<>();

  private MailStyles(Document html, List<StyleRule> rules, List<String> atRules) {
    this.html = html;
    this.rules = rules;
    this.atRules = atRules;
  }

  static MailStyles of(Document html) {
    List<StyleRule> rules = new ArrayList<>();
    List<String> atRules = new ArrayList<>();
    for (Element style : html.select("style")) {
      for (AbstractCSSRuleImpl rule : parse(style.data())) {
        switch (rule) {
          case CSSMediaRuleImpl media -> {
            atRules.add("@media");
            media.getCssRules().getRules().stream()
                .flatMap(inner -> rules(html, inner, media.getMediaList().getMediaText()))
                .forEach(rules::add);
          }
          case CSSStyleRuleImpl _ -> rules(html, rule, "").forEach(rules::add);
          default -> atRules.add(rule.getCssText().strip().split("[\\s({;]")[0]);
        }
      }
    }
    rules.sort(Comparator.comparing(StyleRule::specificity));
    return new MailStyles(html, List.copyOf(rules), List.copyOf(atRules));
  }

  private static List<AbstractCSSRuleImpl> parse(String css) {
    try {
      return parser()
          .parseStyleSheet(new InputSource(new StringReader(css)), null)
          .getCssRules()
          .getRules();
    } catch (IOException e) {
      throw new UncheckedIOException("a text can be read", e);
    }
  }

  /// Skips what it cannot read, as clients do, and says nothing of it.
  private static CSSOMParser parser() {
    CSSOMParser parser = new CSSOMParser(new CSS3Parser());
    parser.setErrorHandler(SILENT);
    return parser;
  }

  private static Stream<StyleRule> rules(Document html, AbstractCSSRuleImpl rule, String media) {
    if (!(rule instanceof CSSStyleRuleImpl style)) {
      return Stream.of();
    }
    When when = when(media.toLowerCase(Locale.ROOT).strip());
    List<Declared> declared = declared(style.getStyle());
    return style.getSelectors().stream()
        .map(selector ->
            new StyleRule(
                selector.getSelectorSpecificity(), declared, when, matched(html, selector)));
  }

  private static When when(String media) {
    if (media.isEmpty() || media.equals("all") || media.equals("screen")) {
      return When.ALWAYS;
    }
    return media.contains("prefers-color-scheme") && media.contains("dark")
        ? When.DARK
        : When.OTHERWISE;
  }

  private static Set<Element> matched(Document html, Selector selector) {
    try {
      return Set.copyOf(html.select(selector.toString()));
    } catch (SelectorParseException e) {
      // One that no mail client knows either.
      return Set.of();
    }
  }

  private static List<Declared> declared(CSSStyleDeclarationImpl style) {
    return style.getProperties().stream().map(MailStyles::declared).toList();
  }

  private static Declared declared(Property property) {
    String value = property.getValue() == null ? "" : property.getValue().getCssText();
    return new Declared(
        property.getName().toLowerCase(Locale.ROOT),
        value.toLowerCase(Locale.ROOT),
        property.isImportant());
  }

  private List<Declared> inline(Element element) {
    return inline.computeIfAbsent(
        element,
        one -> {
          if (!one.hasAttr("style")) {
            return List.of();
          }
          try {
            return declared(parser().parseStyleDeclaration(one.attr("style")));
          } catch (IOException e) {
            throw new UncheckedIOException("a text can be read", e);
          }
        });
  }

  /// The value at this very element of whichever of these properties wins; empty when nothing says.
  /// An important rule beats an inline style, which beats the others; of two rules the more
  /// specific, then the later.
  Optional<String> value(Element element, Scheme scheme, String... properties) {
    Set<String> names = Set.of(properties);
    List<Declared> rising =
        rules.stream()
            .filter(rule -> rule.holds(scheme) && rule.matched().contains(element))
            .flatMap(rule -> rule.declared().stream())
            .filter(declared -> names.contains(declared.name()))
            .toList();
    List<Declared> own =
        inline(element).stream().filter(declared -> names.contains(declared.name())).toList();
    return Stream.of(
            important(own, true),
            important(rising, true),
            important(own, false),
            important(rising, false))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> important(List<Declared> declared, boolean important) {
    return declared.stream()
        .filter(one -> one.important() == important)
        .reduce((_, later) -> later)
        .map(Declared::value);
  }

  /// The value at the element, or at the nearest one around it that has any.
  Optional<String> inherited(Element element, Scheme scheme, String property) {
    return Stream.iterate(element, around -> around != null, Element::parent)
        .flatMap(around -> value(around, scheme, property).stream())
        .filter(value -> !value.equals("inherit"))
        .findFirst();
  }

  /// Whether a client in this dress shows nothing of it.
  boolean isHidden(Element element, Scheme scheme) {
    return Stream.iterate(element, around -> around != null, Element::parent)
        .anyMatch(around -> value(around, scheme, "display").filter("none"::equals).isPresent());
  }

  /// Whether no client ever shows it: neither in the dark nor on another screen.
  boolean isNeverShown(Element element) {
    boolean shownElsewhere =
        rules.stream()
            .filter(rule -> rule.when() == When.OTHERWISE && rule.matched().contains(element))
            .flatMap(rule -> rule.declared().stream())
            .anyMatch(one -> one.name().equals("display") && !one.value().equals("none"));
    return !shownElsewhere && Stream.of(Scheme.values()).allMatch(one -> isHidden(element, one));
  }

  /// All that is declared anywhere, each once.
  Set<Declared> all() {
    return Stream.concat(
            rules.stream().flatMap(rule -> rule.declared().stream()),
            html.select("[style]").stream().flatMap(element -> inline(element).stream()))
        .collect(Collectors.toSet());
  }

  /// `@import` and the like.
  List<String> atRules() {
    return atRules;
  }
}
