package org.paperround.subscriber;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.paperround.mail.EmailAddress;
import org.paperround.mail.Outbox;
import org.paperround.newsletter.Newsletter;
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
  private final LiveLinks live;
  private final SignUps signUps;
  private final PreferenceChanges preferences;
  private final Imports imports;
  private final ConsentChain chain;
  private final AddressChanges addresses;
  private final Leaving leaving;

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
    this.live = new LiveLinks(database, links, hashes);
    this.preferences = new PreferenceChanges(templates.messages());
    ReaderMails mails = new ReaderMails(outbox, templates, links);
    this.signUps = new SignUps(hashes, mails, preferences);
    this.addresses = new AddressChanges(hashes, mails);
    this.imports = new Imports(hashes);
    this.chain = new ConsentChain(database);
    this.leaving = new Leaving(links, newsletters, mails);
  }

  /// Records the wish and, unless it is already confirmed, suppressed by complaint or asked too
  /// often, enqueues a confirmation mail. What the caller may show is the same for every address:
  /// that a mail was sent if it can be.
  public void signUp(SignUp request) {
    database.useTransaction(
        handle -> signUps.signUp(handle, request, newsletters.get(request.newsletter())));
  }

  /// Confirms what the token names. Works once; a second confirm is
  /// [Confirmation.AlreadyConfirmed]. An edition in `provenance` is the one that the reader is told
  /// will follow; delivery finds it in the record.
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

  /// Whom a link to a reader's own page names. Empty: not one of ours, or mailed to an address that
  /// its reader has left since.
  public Optional<ReaderLinks.Named> ofPreferencesLink(String token) {
    return live.preferences(token);
  }

  /// The same of a link that says that a newsletter is still wanted.
  public Optional<ReaderLinks.Named> ofKeepLink(String token) {
    return live.keep(token);
  }

  /// The reader's own page, at the address they have now; empty when they are gone.
  public Optional<String> preferencesUrl(ReaderLinks.Named named) {
    return live.preferencesUrl(named);
  }

  /// Whether the reader took everything to another address after that moment.
  public boolean movedAfter(SubscriberId id, Instant at) {
    return database.jdbi().withExtension(ConsentDao.class, dao -> dao.movedAfter(id.value(), at));
  }

  /// Empty when the reader is gone or never asked for this newsletter.
  public Optional<Preferences> preferences(SubscriberId id, NewsletterId newsletter) {
    return database.jdbi().withHandle(handle -> preferences.read(handle, id, newsletter));
  }

  /// Stores what differs from the present choice, one consent record for the choices and one for a
  /// changed tracking consent. Changes nothing when the reader is gone; `subscribed` and the masked
  /// address are not read. Returns by which number it can be undone for a day; empty: nothing
  /// changed.
  public OptionalLong changePreferences(Preferences wanted, Provenance provenance) {
    return database.inTransaction(handle -> preferences.change(handle, wanted, provenance));
  }

  /// As [#changePreferences(Preferences, Provenance)], for a change of one thing: made of what the
  /// reader has at that moment, so that it loses nothing that changes beside it.
  public OptionalLong changePreferences(
      ReaderLinks.Named named, UnaryOperator<Preferences> wish, Provenance provenance) {
    return database.inTransaction(handle -> preferences.change(handle, named, wish, provenance));
  }

  /// Puts back what the reader had before this change, if it was the last one; returns by which
  /// number that can be undone.
  public OptionalLong undo(ReaderLinks.Named named, long change, Provenance provenance) {
    return database.inTransaction(handle -> preferences.undo(handle, named, change, provenance));
  }

  /// One more newsletter for a reader who has one; `wording` is what was shown beside the button.
  /// False: it begins only when a mail, which is sent if it may be, was answered.
  public boolean join(
      SubscriberId id, NewsletterId newsletter, String wording, Provenance provenance) {
    return database.inTransaction(handle ->
        signUps.join(
            handle, id, newsletters.get(newsletter), new SignUps.Joining(wording, provenance)));
  }

  /// Mails the new address a link by which its owner agrees, unless it may not be mailed. What the
  /// caller may show is the same for every address.
  public void requestAddress(ReaderLinks.Named named, EmailAddress wanted, Provenance provenance) {
    database.useTransaction(handle ->
        addresses.request(
            handle, named.subscriber(), newsletters.get(named.newsletter()), wanted, provenance));
  }

  /// What the link in that mail would do (GET shows). Empty: nothing any more.
  public Optional<PendingAddress> pendingAddress(String token, Instant at) {
    return links
        .address(token)
        .flatMap(request ->
            database.jdbi().withHandle(handle -> addresses.pending(handle, request, at)));
  }

  /// Takes everything to the new address, and tells the old one.
  public AddressChange confirmAddress(String token, Provenance provenance) {
    return links
        .address(token)
        .map(request ->
            database.inTransaction(handle ->
                addresses.confirm(
                    handle, request, newsletters.get(request.named().newsletter()), provenance)))
        .orElseGet(AddressChange.Expired::new);
  }

  /// Ends the subscription. Idempotent; also when the reader is long gone.
  public UnsubscribeOutcome unsubscribe(
      SubscriberId id, NewsletterId newsletter, UnsubscribeCause cause, Provenance provenance) {
    ReaderLinks.Named named = new ReaderLinks.Named(id, newsletter);
    return database.inTransaction(handle -> leaving.end(handle, named, cause, provenance));
  }

  /// The reader's own act on the page: ends the subscription or, with `everything`, whatever else
  /// they get or asked for. Idempotent; also when the reader is long gone.
  public Departure leave(ReaderLinks.Named named, boolean everything, Provenance provenance) {
    return database.inTransaction(handle -> leaving.leave(handle, named, everything, provenance));
  }

  /// Brings back what the act that `token` names ended: within a day, once, and unless the reader
  /// was suppressed or erased, or asked anew, since.
  public Return comeBack(String token, Provenance provenance) {
    return links
        .undo(token)
        .map(left -> database.inTransaction(handle -> leaving.comeBack(handle, left, provenance)))
        .orElseGet(Return.Invalid::new);
  }

  /// Whether the token is one of [#comeBack], without acting (GET shows).
  public boolean isUndo(String token) {
    return links.undo(token).isPresent();
  }

  /// What this reader gets.
  public List<NewsletterId> subscribedTo(SubscriberId id) {
    return database
        .jdbi()
        .withExtension(SubscriptionDao.class, dao -> dao.confirmed(id.value()))
        .stream()
        .map(NewsletterId::new)
        .toList();
  }

  /// Suppresses the address of this reader (hard bounce, complaint, operator). A complaint also
  /// ends every subscription. A weaker reason never replaces a person's word. False when nothing
  /// changed: the reader is gone, or suppressed for that or more already.
  public boolean suppress(
      Handle handle, SubscriberId id, SuppressionReason reason, String evidence, Instant at) {
    return new Suppression(id, reason, evidence, null).apply(handle, Provenance.of(reason, at));
  }

  /// A complaint about a mail, of this newsletter and edition where they are known: as [#suppress],
  /// in a transaction of its own.
  public boolean complained(
      SubscriberId id,
      @Nullable NewsletterId newsletter,
      @Nullable Long edition,
      String evidence,
      Instant at) {
    Suppression complaint = new Suppression(id, SuppressionReason.COMPLAINT, evidence, newsletter);
    return database.inTransaction(
        handle -> complaint.apply(handle, Provenance.of(complaint.reason(), at).of(edition)));
  }

  /// Since when the reader has had the present address, and has shown to be reached there: a
  /// confirmation, or the move to it. What came back of mail from before then says nothing of it.
  public Optional<Instant> reachableSince(Handle handle, SubscriberId id) {
    return handle.attach(ConsentDao.class).reachableSince(id.value());
  }

  /// Locks these readers' rows for the caller's transaction, skipping those that are locked by
  /// another; returns the locked ones. The claim reads [#recipients] in its next statement, so that
  /// it sees what was committed before the lock.
  public Set<SubscriberId> lock(Handle handle, List<SubscriberId> ids) {
    return handle.attach(SubscriberDao.class).lockUnlocked(values(ids)).stream()
        .map(SubscriberId::new)
        .collect(Collectors.toUnmodifiableSet());
  }

  /// As [#lock], but waits for who is locked by another. Whoever locks rows of their own, too,
  /// locks their readers first.
  public void hold(Handle handle, List<SubscriberId> ids) {
    handle.attach(SubscriberDao.class).lockAll(values(ids));
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
  /// Existing ones are left as they are, but for who asked for the newsletter and has not answered,
  /// and suppressed addresses stay out, so that a second import of the same file adds nothing.
  /// Returns how many get it by this.
  public int importConfirmed(NewsletterId newsletter, List<ImportedReader> readers, Instant at) {
    int added = 0;
    for (int from = 0; from < readers.size(); from += IMPORT_BATCH) {
      List<ImportedReader> batch =
          readers.subList(from, Math.min(from + IMPORT_BATCH, readers.size()));
      added +=
          (int)
              importList(newsletter, batch, at, false).stream()
                  .filter(ImportOutcome::begins)
                  .count();
    }
    return added;
  }

  /// As [#importConfirmed], in one transaction; returns what came of each reader, in their order.
  /// `dryRun`: what would come of them; nothing is changed.
  public List<ImportOutcome> importList(
      NewsletterId newsletter, List<ImportedReader> readers, Instant at, boolean dryRun) {
    // No reference of the table would tell of a newsletter that is not there.
    newsletters.get(newsletter);
    return database.inTransaction(handle -> {
      List<ImportOutcome> outcomes = imports.add(handle, newsletter, readers, at);
      if (dryRun) {
        handle.rollback();
      }
      return outcomes;
    });
  }

  /// Tells `each` every confirmed subscription, to one newsletter or (null) to all, as of one
  /// moment and in the order in which readers came. Memory does not grow with their number.
  public void exportList(@Nullable NewsletterId newsletter, Consumer<ExportedReader> each) {
    Map<Long, String> slugs =
        newsletters.all().stream()
            .collect(Collectors.toMap(offer -> offer.id().value(), Newsletter::slug));
    database.useTransaction(handle ->
        handle
            .attach(ExportDao.class)
            .each(
                newsletter == null ? null : newsletter.value(),
                row -> each.accept(row.toReader(slugs.getOrDefault(row.newsletterId(), "")))));
  }

  /// Asks somebody of a list, of whom nothing says that they agreed, by a confirmation mail: only
  /// who is new, so that a second run asks nobody twice. `dryRun`: what would come of it.
  public ImportOutcome ask(SignUp wish, boolean dryRun) {
    return database.inTransaction(handle -> {
      ImportOutcome outcome = signUps.ask(handle, wish, newsletters.get(wish.newsletter()));
      if (dryRun) {
        handle.rollback();
      }
      return outcome;
    });
  }

  /// Chains the consent records written since, so that a later change of one shows, and makes the
  /// roots of the days that are over. Idempotent, safe on several nodes at once.
  public void sealConsent() {
    chain.run();
  }

  /// What stands for all consent records of a day, the latest `most` first: for copies elsewhere.
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
    return from.datesUntil(to.plusDays(1)).map(day -> DayActivity.of(day, counts)).toList();
  }

  /// How many readers left after which edition, of those who left in these days in `zone` and said
  /// so by the link of a mail.
  public Map<Long, Long> leftAfter(
      NewsletterId newsletter, ZoneId zone, LocalDate from, LocalDate to) {
    return database
        .jdbi()
        .withExtension(
            ConsentDao.class,
            dao ->
                dao.leftAfter(
                    newsletter.value(),
                    from.atStartOfDay(zone).toInstant(),
                    to.plusDays(1).atStartOfDay(zone).toInstant()));
  }

  private static long[] values(List<SubscriberId> ids) {
    return ids.stream().distinct().mapToLong(SubscriberId::value).toArray();
  }
}
