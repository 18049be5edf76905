package org.paperround.web;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;
import org.paperround.article.SourceDraft;

/// The form of a source's page, as a browser would send it.
final class SourceForm {
  private SourceForm() {}

  /// What stands in it.
  static Map<String, String> of(String page) {
    Element form = Jsoup.parse(page).select("form:has([name=interval])").first();
    if (!(form instanceof FormElement fields)) {
      throw new IllegalStateException("no form of a source in: " + page);
    }
    Map<String, String> sent = new HashMap<>();
    fields.formData().stream()
        .filter(field -> SourceDraft.FIELDS.contains(field.key()) || field.key().equals("version"))
        .forEach(field -> sent.put(field.key(), field.value()));
    return sent;
  }

  static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + DeskBrowser.encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }
}
