package org.paperround.platform.template;

import java.io.Reader;
import java.io.StringReader;
import org.thymeleaf.templateresource.ITemplateResource;

/// The text of a template, which faults call by its name.
record NamedTemplate(String name, String text) implements ITemplateResource {
  @Override
  public String getDescription() {
    return name;
  }

  @Override
  public String getBaseName() {
    return name;
  }

  @Override
  public boolean exists() {
    return true;
  }

  @Override
  public Reader reader() {
    return new StringReader(text);
  }

  @Override
  public ITemplateResource relative(String relativeLocation) {
    throw new UnsupportedOperationException("templates are named by their whole path");
  }
}
