package org.paperround.feedback;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.paperround.delivery.BounceClass;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.RelayReply;
import org.paperround.mail.ReplyText;

/// A report on what became of a mail (RFC 3464 2, RFC 6533 3): a group of fields on the whole, and
/// one for each recipient. We send to one; where an alias made several of it, the mail has only
/// failed when it failed for all. Pure.
record StatusReport(List<Fields> groups) {
  /// A reply code, and maybe an enhanced one, wherever they stand; not a part of a telephone
  /// number.
  static final Pattern CODES =
      Pattern.compile(
          "(?<![\\w./-]|\\d:)([245]\\d\\d)(?![\\w.]|:\\d|(?:[)-] ?\\d{3})?-\\d{4})"
              + "(?:[ -]{1,2}#?([245]\\.\\d{1,3}\\.\\d{1,3})(?![\\w.]))?");

  private static final Pattern ENHANCED =
      Pattern.compile("(?<![\\w.])([245])\\.(\\d{1,3})\\.(\\d{1,3})(?![\\w.])");

  /// What a reporting server makes of a reply that has no enhanced code: no more than its kind.
  private static final Pattern GUESSED = Pattern.compile("[45]\\.[0-6]\\.0");

  private static final Pattern TYPE = Pattern.compile("^[\\w.-]{1,40}\\s*;\\s*");

  /// The codes at the beginning of each line of a reply.
  private static final Pattern REPEATED =
      Pattern.compile("(?<![\\w.])[45]\\d\\d[ -]#?[45]\\.\\d{1,3}\\.\\d{1,3} ?|^[45]\\d\\d[ -]");

  private static final Pattern ADDRESS =
      Pattern.compile("([^\\s<>@\\p{Cntrl}]{1,64})@([^\\s<>@\\p{Cntrl}]{1,255})");

  /// Possessive: it would else take a frame of the stack for each of thousands of empty lines.
  private static final Pattern EMPTY_LINES = Pattern.compile("(?:\\r?\\n[ \\t]*){2,}+");

  private static final int MOST_GROUPS = 50;

  static StatusReport parse(String text) {
    return new StatusReport(
        EMPTY_LINES.splitAsStream(text.strip()).limit(MOST_GROUPS).map(Fields::parse).toList());
  }

  /// What was sent with the mail when it was handed over (RFC 3461 4.4).
  List<String> envelopeIds() {
    return groups.stream().flatMap(group -> group.all("Original-Envelope-Id").stream()).toList();
  }

  /// Without the types of the addresses.
  List<String> recipients() {
    return groups.stream()
        .flatMap(group -> group.all("Original-Recipient", "Final-Recipient").stream())
        .map(StatusReport::untyped)
        .distinct()
        .toList();
  }

  /// The addresses among them.
  List<String> addresses() {
    return addresses(recipients()).stream().map(EmailAddress::toString).distinct().toList();
  }

  /// Who said it.
  Optional<String> remote() {
    return groups.stream()
        .flatMap(group -> group.all("Remote-MTA").stream())
        .map(StatusReport::untyped)
        .map(ReplyText::clean)
        .filter(name -> name.matches("[\\w.:\\[\\]-]{1,255}"))
        .findFirst();
  }

  /// The receiver's words, when the mail has failed for good; empty when it is late, was passed on
  /// or delivered. Of several that differ, none is known to be the reader's mailbox.
  Optional<RelayReply> failure() {
    List<Fields> about = groups.stream().filter(StatusReport::isOfARecipient).toList();
    if (about.isEmpty() || !about.stream().allMatch(StatusReport::failed)) {
      return Optional.empty();
    }
    List<RelayReply> replies = about.stream().map(this::reply).toList();
    long kinds = replies.stream().map(BounceClass::of).distinct().count();
    return kinds == 1
        ? Optional.of(replies.getFirst())
        : Optional.of(new RelayReply(550, "5.0.0", "several recipients failed differently"));
  }

  private static boolean isOfARecipient(Fields group) {
    return group.has("Action") || group.has("Final-Recipient") || group.has("Status");
  }

  private static boolean failed(Fields group) {
    String action = group.first("Action").toLowerCase(Locale.ROOT);
    return action.isEmpty()
        ? group.first("Status").startsWith("5.")
        : action.matches("failed\\b.*");
  }

  private RelayReply reply(Fields group) {
    String words = untyped(group.first("Diagnostic-Code"));
    Matcher codes = CODES.matcher(words);
    boolean found = codes.find();
    String enhanced = found && codes.group(2) != null ? codes.group(2) : enhanced(words);
    if (isVague(enhanced)) {
      String status = enhanced(group.first("Status"));
      enhanced = GUESSED.matcher(status).matches() && found ? "" : status;
    }
    int stated = found ? Integer.parseInt(codes.group(1)) : 0;
    return reply(stated < 400 ? codeFor(enhanced) : stated, enhanced, words, recipients());
  }

  /// Where no reply code is stated, or none of a failure.
  static int codeFor(String enhanced) {
    return enhanced.startsWith("4") ? 450 : 550;
  }

  /// With every address in it masked, and the recipients' names as well.
  static RelayReply reply(int code, String enhanced, String words, List<String> recipients) {
    String text = ReplyText.clean(REPEATED.matcher(words).replaceAll(""));
    for (EmailAddress recipient : addresses(recipients)) {
      text = ReplyText.clean(text, recipient);
    }
    return new RelayReply(code, enhanced.isEmpty() ? null : enhanced, text);
  }

  private static List<EmailAddress> addresses(List<String> texts) {
    return texts.stream()
        .map(ADDRESS::matcher)
        .filter(Matcher::find)
        .map(found -> new EmailAddress(found.group(1), found.group(2)))
        .toList();
  }

  private static boolean isVague(String enhanced) {
    return enhanced.isEmpty() || enhanced.endsWith(".0.0");
  }

  private static String enhanced(String text) {
    Matcher found = ENHANCED.matcher(text);
    return found.find() ? found.group() : "";
  }

  private static String untyped(String value) {
    return TYPE.matcher(value).replaceFirst("").strip();
  }
}
