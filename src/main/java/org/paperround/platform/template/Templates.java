package org.paperround.platform.template;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import ognl.OgnlRuntime;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.AbstractMessageResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.StringTemplateResolver;
import org.thymeleaf.templateresource.ITemplateResource;
import org.thymeleaf.templateresource.StringTemplateResource;

/// Thymeleaf over the files of `templates/`. A name is a path there with its ending
/// (`web/sign-up.html`, `digest/digest.mjml`, `digest/digest.txt`); fragments are named the same
/// way. The components of records are properties (`${card.headline}`); `#{key}` is a text of
/// [Messages]. Values are escaped by Thymeleaf; nothing that comes from outside is ever compiled as
/// a template. Thread-safe; parsed templates are kept.
public final class Templates {
  static {
    OgnlRuntime.setPropertyAccessor(Record.class, new RecordPropertyAccessor());
  }

  private final TemplateFiles files;
  private final Messages messages;
  private final Map<TemplateMode, TemplateEngine> engines = new EnumMap<>(TemplateMode.class);

  /// `overrides`: an operator's folder whose files stand before the built-in ones, or null.
  public Templates(@Nullable Path overrides) {
    this.files = new TemplateFiles(overrides);
    this.messages = new Messages(files);
    for (TemplateMode mode :
        new TemplateMode[] {TemplateMode.HTML, TemplateMode.XML, TemplateMode.TEXT}) {
      engines.put(mode, engine(mode));
    }
  }

  public Messages messages() {
    return messages;
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
    try (InputStream in = files.open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String render(TemplateMode mode, String name, Locale locale, Map<String, Object> values) {
    TemplateEngine engine = engines.get(mode);
    if (engine == null) {
      throw new IllegalStateException("no template engine for " + mode);
    }
    return engine.process(name, new Context(locale, values));
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
      try (InputStream in = files.open(name)) {
        return new StringTemplateResource(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
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
