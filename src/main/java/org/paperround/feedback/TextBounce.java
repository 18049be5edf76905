package org.paperround.feedback;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperround.mail.RelayReply;

/// A bounce that is nothing but text, the last resort (mail-standards G1): from a mail server
/// itself, not a warning that the mail is late, and with a reply of SMTP in what stands before the
/// copy of the mail. Pure.
final class TextBounce {
  private static final Pattern DAEMON =
      Pattern.compile(
          "(?i)mailer[-_ ]?daemon|\\bpostmaster\\b|mail[-_ ]?delivery[-_ ]?(sub)?system|\\bmmdf\\b"
              + "|mail administrator");
  private static final Pattern LATE =
      Pattern.compile(
          "(?i)\\bdelay(ed)?\\b|will (be )?(re-?tr|tr|continue|keep|attempt)|still"
              + " (being|trying|in)|not yet (been )?deliver|warning (message )?only|no action is"
              + " required|do not need to resend");
  private static final Pattern COPY =
      Pattern.compile(
          "(?im)^(?:-+ ?(?:below this line|this is a copy|original message|returned message|the"
              + " (?:header|body) of|message header|forwarded message|begin message|unsent"
              + " message)|(?:return-path|received|message-id|dkim-signature): ).*$");
  private static final Pattern RECEIVED_FIELDS =
      Pattern.compile("(?im)^(?:return-path|received|message-id|dkim-signature|from|to): ");

  /// How qmail ends its own words, which have no reply code.
  private static final Pattern ENHANCED_ALONE =
      Pattern.compile("([^\\r\\n]{0,200})\\(#([45]\\.\\d{1,3}\\.\\d{1,3})\\)");

  private static final Pattern CONTINUED = Pattern.compile("(?<=\\S)[ \\t]*\\r?\\n[ \\t]+(?=\\S)");
  private static final int LINE = 600;

  private final Fields fields;
  private final String before;
  private final String copy;

  private TextBounce(Fields fields, String before, String copy) {
    this.fields = fields;
    this.before = before;
    this.copy = copy;
  }

  static TextBounce of(MailParts parts) {
    String text = parts.text("text/plain").orElse("");
    Matcher begin = COPY.matcher(text);
    int end = begin.find() ? begin.start() : text.length();
    // Replies are broken over indented lines, also between their codes.
    String before = CONTINUED.matcher(text.substring(0, end)).replaceAll(" ");
    return new TextBounce(parts.fields(), before, text.substring(end));
  }

  /// The fields of the mail that is copied into the text; empty when none is.
  String copy() {
    Matcher fields = RECEIVED_FIELDS.matcher(copy);
    return fields.find() ? copy.substring(fields.start()) : "";
  }

  Optional<RelayReply> failure() {
    if (!isDaemon(fields) || LATE.matcher(fields.first("Subject") + "\n" + before).find()) {
      return Optional.empty();
    }
    Matcher codes = StatusReport.CODES.matcher(before);
    while (codes.find()) {
      if (codes.group(1).charAt(0) != '2') {
        return Optional.of(reply(codes));
      }
    }
    return withoutCode();
  }

  /// The words from the codes to the end of the paragraph.
  private RelayReply reply(Matcher codes) {
    String rest = before.substring(codes.end(), Math.min(before.length(), codes.end() + LINE));
    String words = rest.split("\\r?\\n[ \\t]*\\r?\\n", 2)[0];
    String enhanced = codes.group(2) == null ? "" : codes.group(2);
    return StatusReport.reply(
        Integer.parseInt(codes.group(1)), enhanced, words, fields.all("X-Failed-Recipients"));
  }

  private Optional<RelayReply> withoutCode() {
    Matcher alone = ENHANCED_ALONE.matcher(before);
    return alone.find()
        ? Optional.of(
            StatusReport.reply(
                StatusReport.codeFor(alone.group(2)),
                alone.group(2),
                alone.group(1),
                fields.all("X-Failed-Recipients")))
        : Optional.empty();
  }

  static boolean isDaemon(Fields fields) {
    return fields.has("X-Failed-Recipients")
        || List.of("From", "Sender", "Return-Path").stream()
            .flatMap(name -> fields.all(name).stream())
            .anyMatch(value -> DAEMON.matcher(value).find());
  }
}
