package org.paperround.feedback;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// What in a returned mail may name the delivery or the reader, as it came, the best first: none of
/// it is believed before its signature was checked. Pure.
///
/// @param bounces tokens of return addresses `b+TOKEN@`
/// @param unsubscribes tokens of List-Unsubscribe, of either form
/// @param messageIds with angle brackets
/// @param recipients addresses to which it is said to have been sent
record Clues(
    List<String> bounces,
    List<String> unsubscribes,
    List<String> messageIds,
    List<String> recipients) {
  private static final int MOST = 10;
  private static final int LONGEST = 16 * 1024;

  /// `+2B` is a plus as xtext writes it (RFC 3461 4).
  private static final Pattern BOUNCE =
      Pattern.compile(
          "(?<![a-z0-9])b(?:\\+2B|\\+)([a-z2-7]{24,62})(?![a-z0-9])", Pattern.CASE_INSENSITIVE);

  private static final Pattern UNSUBSCRIBE = Pattern.compile("/u/([A-Za-z0-9_-]{16,200})");
  private static final Pattern MESSAGE_ID =
      Pattern.compile("<d\\.\\d{1,18}\\.[a-z2-7]{16}@[a-z0-9.-]{1,255}>");

  private static final Pattern ADDRESS = Pattern.compile("[^\\s<>,;\"]{1,64}@[^\\s<>,;\"]{1,255}");

  Clues {
    bounces = bounces.stream().distinct().limit(MOST).toList();
    unsubscribes = unsubscribes.stream().distinct().limit(MOST).toList();
    messageIds = messageIds.stream().distinct().limit(MOST).toList();
    recipients = recipients.stream().distinct().limit(MOST).toList();
  }

  static Clues of(MailParts parts, StatusReport status, Fields feedback, String copy) {
    List<Fields> returned = new ArrayList<>(parts.returned());
    returned.add(Fields.parse(copy));
    List<String> bounces = new ArrayList<>();
    bounces.addAll(parts.fields().all(UnsubscribeMail.RECIPIENT_FIELDS.toArray(String[]::new)));
    bounces.addAll(status.envelopeIds());
    bounces.addAll(feedback.all("Original-Mail-From", "Original-Envelope-Id"));
    returned.forEach(fields -> fields.values().values().forEach(bounces::addAll));
    List<String> ids = new ArrayList<>();
    returned.forEach(fields -> ids.addAll(fields.all("Message-ID")));
    ids.addAll(parts.fields().all("In-Reply-To", "References"));
    List<String> recipients = new ArrayList<>(status.recipients());
    recipients.addAll(feedback.all("Original-Rcpt-To"));
    recipients.addAll(parts.fields().all("X-Failed-Recipients"));
    returned.forEach(fields -> recipients.addAll(fields.all("To")));
    return new Clues(
        found(BOUNCE, bounces),
        unsubscribes(
            returned.stream().flatMap(fields -> fields.all("List-Unsubscribe").stream()).toList()),
        found(MESSAGE_ID, ids),
        found(ADDRESS, recipients));
  }

  private static List<String> unsubscribes(List<String> values) {
    List<String> tokens = new ArrayList<>(found(UNSUBSCRIBE, values));
    tokens.addAll(UnsubscribeMail.tokens(values));
    return tokens;
  }

  boolean nothing() {
    return bounces.isEmpty() && unsubscribes.isEmpty() && messageIds.isEmpty();
  }

  private static List<String> found(Pattern pattern, List<String> values) {
    return values.stream()
        .map(value -> value.substring(0, Math.min(value.length(), LONGEST)))
        .flatMap(value -> pattern.matcher(value).results())
        .map(match -> match.group(match.groupCount()))
        .toList();
  }
}
