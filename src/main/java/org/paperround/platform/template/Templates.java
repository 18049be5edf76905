package org.paperround.platform.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import ognl.OgnlRuntime;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;

/// Thymeleaf over the files of `templates/`. A name is a path there with its ending
/// (`web/sign-up.html`, `digest/digest.mjml`, `digest/digest.txt`); fragments are named the same
/// way. The components of records are properties (`${card.headline}`); `#{key}` is a text of
/// [Messages]. Values are escaped by Thymeleaf; nothing that comes from outside is ever compiled as
/// a template. A template that is broken says so with file and line ([BrokenTemplateException]).
/// Thread-safe; parsed templates are kept.
public final class Templates {
  static {
    OgnlRuntime.setPropertyAccessor(Record.class, new RecordPropertyAccessor());
  }

  private final TemplateFiles files;
  private final Messages messages;
  private final Map<TemplateMode, TemplateEngine> engines = new EnumMap<>(TemplateMode.class);
  private final Map<String, Templates> themes = new ConcurrentHashMap<>();

  /// `overrides`: an operator's folder whose files stand before the built-in ones, or null.
  public Templates(@Nullable Path overrides) {
    this(new TemplateFiles(overrides));
  }

  private Templates(TemplateFiles files) {
    this.files = files;
    this.messages = new Messages(files);
    for (TemplateMode mode :
        new TemplateMode[] {TemplateMode.HTML, TemplateMode.XML, TemplateMode.TEXT}) {
      engines.put(mode, engine(mode));
    }
  }

  public Messages messages() {
    return messages;
  }

  /// These, but the files in the folder `themes/NAME` stand before those of the same name.
  public Templates themed(String name) {
    return themes.computeIfAbsent(name, theme -> new Templates(files.themed(theme)));
  }

  /// The themes that an operator's folder has.
  public List<String> operatorsThemes() {
    return files.operatorsThemes();
  }

  /// Where a file of `templates/` is, for messages to its author.
  public String place(String name) {
    return files.place(name);
  }

  /// Renders a page or an HTML part.
  public String html(String name, Locale locale, Map<String, Object> values) {
    return render(TemplateMode.HTML, name, locale, values);
  }

  /// Renders an XML document such as MJML.
  public String xml(String name, Locale locale, Map<String, Object> values) {
    return render(TemplateMode.XML, name, locale, values);
  }

  /// Renders plain text; `[(${...})]` puts a value in unescaped, as text needs it.
  public String text(String name, Locale locale, Map<String, Object> values) {
    return render(TemplateMode.TEXT, name, locale, values);
  }

  /// A file of `templates/` as it is, such as a style sheet.
  public String file(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  /// The same, where it is no text.
  public byte[] bytes(String name) {
    try (InputStream in = files.open(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String render(TemplateMode mode, String name, Locale locale, Map<String, Object> values) {
    TemplateEngine engine = engines.get(mode);
    if (engine == null) {
      throw new IllegalStateException("no template engine for " + mode);
    }
    try {
      return engine.process(name, new Context(locale, values));
    } catch (TemplateProcessingException e) {
      throw BrokenTemplateException.of(name, e, files);
    }
  }

  private TemplateEngine engine(TemplateMode mode) {
    FileTemplateResolver resolver = new FileTemplateResolver();
    resolver.setTemplateMode(mode);
    resolver.setCacheable(true);
    TemplateEngine engine = new TemplateEngine();
    engine.setTemplateResolver(resolver);
    engine.setMessageResolver(new BundleMessageResolver());
    return engine;
  }

  private final class FileTemplateResolver extends StringTemplateResolver {
    @Override
    protected ITemplateResource computeTemplateResource(
        IEngineConfiguration configuration,
        @Nullable String ownerTemplate,
        String name,
        @Nullable Map<String, Object> attributes) {
      return new NamedTemplate(name, file(name));
    }
  }

  private final class BundleMessageResolver extends AbstractMessageResolver {
    @Override
    public String resolveMessage(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      return messages.text(context.getLocale(), key, parameters);
    }

    @Override
    public String createAbsentMessageRepresentation(
        ITemplateContext context, Class<?> origin, String key, Object[] parameters) {
      throw new IllegalArgumentException("no text for the key " + key);
    }
  }
}
