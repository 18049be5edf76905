package org.paperround.web.request;

/// Thymeleaf writes boolean attributes in full; HTML wants them bare.
public final class TerseHtml {
  private TerseHtml() {}

  /// A quote in a text or a value is escaped, so that only attributes are met.
  public static String of(String html) {
    return html.replace(" selected=\"selected\"", " selected")
        .replace(" checked=\"checked\"", " checked")
        .replace(" open=\"open\"", " open")
        .replace(" autofocus=\"autofocus\"", " autofocus");
  }
}
