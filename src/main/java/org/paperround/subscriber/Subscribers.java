package org.paperround.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.NewsletterId;
import org.paperround.newsletter.Newsletters;
import org.paperround.platform.crypto.TokenSigner;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.template.Templates;

/// People and what they agreed to: the facade of this package. Thread-safe. Every change locks the
/// reader's row first, so that the claim of a delivery comes wholly before or after it, and writes
/// a consent record in the same transaction. Changes that waiting deliveries must know of are
/// announced as [#TOPIC].
public final class Subscribers {
  /// The wake-up topic ([Wakeups]) of changed preferences, ends and suppressions.
  public static final String TOPIC = "subscriber";

  private static final int IMPORT_BATCH = 2_000;

  private final Database database;
  private final Newsletters newsletters;
  private final ReaderLinks links;
  private final SignUps signUps;
  private final PreferenceChanges preferences;
  private final Imports imports;
  private final ConsentChain chain;

  public Subscribers(
      Database database,
      Newsletters newsletters,
      Outbox outbox,
      Templates templates,
      TokenSigner signer,
      ReaderLinks links) {
    AddressHashes hashes = new AddressHashes(signer);
    this.database = database;
    this.newsletters = newsletters;
    this.links = links;
    this.preferences = new PreferenceChanges(templates.messages());
    this.signUps = new SignUps(hashes, new ReaderMails(outbox, templates, links), preferences);
    this.imports = new Imports(hashes);
    this.chain = new ConsentChain(database);
  }

  /// Records the wish and, unless it is already confirmed, suppressed by complaint or asked too
  /// often, enqueues a confirmation mail. What the caller may show is the same for every address:
  /// that a mail was sent if it can be.
  public void signUp(SignUp request) {
    database.useTransaction(
        handle -> signUps.signUp(handle, request, newsletters.get(request.newsletter())));
  }

  /// Confirms what the token names. Works once; a second confirm is
  /// [Confirmation.AlreadyConfirmed].
  public Confirmation confirm(String token, Provenance provenance) {
    return confirm(token, Optional.empty(), provenance);
  }

  /// As [#confirm(String, Provenance)], and stores the choices in the same transaction, when it
  /// confirms.
  public Confirmation confirm(String token, Optional<FirstChoices> choices, Provenance provenance) {
    Optional<ReaderLinks.Request> request = links.confirm(token);
    if (request.isEmpty()) {
      return new Confirmation.Invalid();
    }
    return database.inTransaction(handle ->
        signUps.confirm(
            handle,
            request.get(),
            newsletters.get(request.get().named().newsletter()),
            choices,
            provenance));
  }

  /// What a confirmation link names, without acting (GET shows). Empty: not a token of ours, or one
  /// for something else.
  public Optional<PendingConfirmation> pending(String token, Instant at) {
    return links
        .confirm(token)
        .flatMap(
            request -> database.jdbi().withHandle(handle -> signUps.pending(handle, request, at)));
  }

  /// Empty when the reader is gone or never asked for this newsletter.
  public Optional<Preferences> preferences(SubscriberId id, NewsletterId newsletter) {
    return database.jdbi().withHandle(handle -> preferences.read(handle, id, newsletter));
  }

  /// Stores what differs from the present choice, one consent record for the choices and one for a
  /// changed tracking consent. Changes nothing when the reader is gone; `subscribed` and the masked
  /// address are not read.
  public void changePreferences(Preferences wanted, Provenance provenance) {
    database.useTransaction(handle -> preferences.change(handle, wanted, provenance));
  }

  /// Ends the subscription. Idempotent; also when the reader is long gone.
  public UnsubscribeOutcome unsubscribe(
      SubscriberId id, NewsletterId newsletter, UnsubscribeCause cause, Provenance provenance) {
    return database.inTransaction(handle -> end(handle, id, newsletter, cause, provenance));
  }

  /// Suppresses the address of this reader (hard bounce, complaint, operator). A complaint also
  /// ends every subscription. A weaker reason never replaces a person's word.
  public void suppress(
      Handle handle, SubscriberId id, SuppressionReason reason, String evidence, Instant at) {
    Optional<SubscriberRow> locked = handle.attach(SubscriberDao.class).lock(id.value());
    if (locked.isEmpty()) {
      return;
    }
    Provenance provenance = new Provenance("engine", at, null, null);
    String code = reason.name().toLowerCase(Locale.ROOT);
    if (handle.attach(SuppressionDao.class).add(id.value(), code, evidence, at) > 0) {
      write(handle, locked.get(), null, ConsentLog.Event.SUPPRESSED, code, provenance);
    }
    if (reason == SuppressionReason.COMPLAINT) {
      String cause = UnsubscribeCause.COMPLAINT.name().toLowerCase(Locale.ROOT);
      handle
          .attach(SubscriptionDao.class)
          .endAll(id.value(), cause, at)
          .forEach(newsletter ->
              write(
                  handle,
                  locked.get(),
                  new NewsletterId(newsletter),
                  ConsentLog.Event.ENDED,
                  cause,
                  provenance));
    }
    Wakeups.announce(handle, TOPIC);
  }

  /// Locks these readers' rows for the caller's transaction, skipping those that are locked by
  /// another; returns the locked ones. The claim reads [#recipients] in its next statement, so that
  /// it sees what was committed before the lock.
  public Set<SubscriberId> lock(Handle handle, List<SubscriberId> ids) {
    return handle.attach(SubscriberDao.class).lockUnlocked(values(ids)).stream()
        .map(SubscriberId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// Everything a transmission needs to know of these readers, as of now, for one newsletter. A
  /// reader who is gone, or never asked for this newsletter, has no entry.
  public Map<SubscriberId, Recipient> recipients(
      Handle handle, NewsletterId newsletter, List<SubscriberId> ids) {
    return handle.attach(RecipientDao.class).find(newsletter.value(), values(ids)).stream()
        .map(RecipientDao.Row::toRecipient)
        .collect(Collectors.toUnmodifiableMap(Recipient::subscriber, Function.identity()));
  }

  /// Adds confirmed subscribers with the consent evidence given: the demo's readers, and imports.
  /// Existing ones are left as they are and suppressed addresses stay out, so that a second import
  /// of the same file adds nothing. Returns how many were new.
  public int importConfirmed(NewsletterId newsletter, List<ImportedReader> readers, Instant at) {
    int added = 0;
    for (int from = 0; from < readers.size(); from += IMPORT_BATCH) {
      List<ImportedReader> batch =
          readers.subList(from, Math.min(from + IMPORT_BATCH, readers.size()));
      added +=
          (int)
              importList(newsletter, batch, at, false).stream()
                  .filter(outcome -> outcome == ImportOutcome.ADDED)
                  .count();
    }
    return added;
  }

  /// As [#importConfirmed], in one transaction; returns what came of each reader, in their order.
  /// `dryRun`: what would come of them; nothing is changed.
  public List<ImportOutcome> importList(
      NewsletterId newsletter, List<ImportedReader> readers, Instant at, boolean dryRun) {
    return database.inTransaction(handle -> {
      List<ImportOutcome> outcomes = imports.add(handle, newsletter, readers, at);
      if (dryRun) {
        handle.rollback();
      }
      return outcomes;
    });
  }

  /// Chains the consent records written since, so that a later change of one shows, and makes the
  /// roots of the days that are over. Idempotent, safe on several nodes at once.
  public void sealConsent() {
    chain.run();
  }

  /// What stands for all consent records of a day, the latest `most` days first: for copies
  /// elsewhere.
  public List<ConsentRoot> consentRoots(int most) {
    return chain.roots(most);
  }

  /// Whether all consent records are what was sealed; reads all of them.
  public ConsentProof verifyConsent() {
    return chain.verify();
  }

  public Optional<SubscriberId> byAddress(EmailAddress address) {
    return database
        .jdbi()
        .withExtension(SubscriberDao.class, dao -> dao.idByKey(address.key()))
        .map(SubscriberId::new);
  }

  /// What readers did, for each day from `from` to `to` (both included) in `zone`; days on which
  /// nothing happened are in it.
  public List<DayActivity> activity(
      NewsletterId newsletter, ZoneId zone, LocalDate from, LocalDate to) {
    List<ConsentDao.Count> counts =
        database
            .jdbi()
            .withExtension(
                ConsentDao.class,
                dao ->
                    dao.counts(
                        newsletter.value(),
                        zone.getId(),
                        from.atStartOfDay(zone).toInstant(),
                        to.plusDays(1).atStartOfDay(zone).toInstant()));
    return from.datesUntil(to.plusDays(1)).map(day -> onDay(counts, day)).toList();
  }

  private static DayActivity onDay(List<ConsentDao.Count> counts, LocalDate day) {
    long requested = 0;
    long confirmed = 0;
    Map<UnsubscribeCause, Long> ended = new EnumMap<>(UnsubscribeCause.class);
    for (ConsentDao.Count count : counts) {
      if (count.day().equals(day)) {
        switch (count.event()) {
          case "requested" -> requested += count.occurrences();
          case "confirmed" -> confirmed += count.occurrences();
          default ->
              ended.merge(
                  UnsubscribeCause.valueOf(count.detail().toUpperCase(Locale.ROOT)),
                  count.occurrences(),
                  Long::sum);
        }
      }
    }
    return new DayActivity(day, requested, confirmed, ended);
  }

  private static UnsubscribeOutcome end(
      Handle handle,
      SubscriberId id,
      NewsletterId newsletter,
      UnsubscribeCause cause,
      Provenance provenance) {
    Optional<SubscriberRow> locked = handle.attach(SubscriberDao.class).lock(id.value());
    SubscriptionDao subscriptions = handle.attach(SubscriptionDao.class);
    if (locked.isEmpty() || subscriptions.find(id.value(), newsletter.value()).isEmpty()) {
      return UnsubscribeOutcome.NEVER_SUBSCRIBED;
    }
    String code = cause.name().toLowerCase(Locale.ROOT);
    if (subscriptions.end(id.value(), newsletter.value(), code, provenance.at()) == 0) {
      return UnsubscribeOutcome.ALREADY_ENDED;
    }
    write(handle, locked.get(), newsletter, ConsentLog.Event.ENDED, code, provenance);
    Wakeups.announce(handle, TOPIC);
    return UnsubscribeOutcome.ENDED;
  }

  private static void write(
      Handle handle,
      SubscriberRow subscriber,
      @Nullable NewsletterId newsletter,
      ConsentLog.Event event,
      String detail,
      Provenance provenance) {
    ConsentLog.write(
        handle,
        new ConsentLog.Entry(
            subscriber.subscriberId(), newsletter, event, detail, null, subscriber.locale()),
        provenance);
  }

  private static long[] values(List<SubscriberId> ids) {
    return ids.stream().distinct().mapToLong(SubscriberId::value).toArray();
  }
}
