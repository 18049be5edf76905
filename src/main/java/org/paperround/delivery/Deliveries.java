package org.paperround.delivery;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.IntSupplier;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.paperround.article.StoryId;
import org.paperround.digest.DigestLinks;
import org.paperround.digest.Digests;
import org.paperround.edition.Card;
import org.paperround.edition.Decision;
import org.paperround.edition.Edition;
import org.paperround.edition.EditionId;
import org.paperround.edition.EditionState;
import org.paperround.edition.StaffActor;
import org.paperround.newsletter.Newsletter;
import org.paperround.newsletter.NewsletterId;
import org.paperround.platform.database.Wakeups;
import org.paperround.subscriber.Preferences;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The ledger and what is asked of it: the facade of this package. Thread-safe.
public final class Deliveries {
  private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  /// States in which a digest may still be sent, now or after a resume.
  private static final Set<EditionState> ALIVE = Set.of(EditionState.SENDING, EditionState.STOPPED);

  private final Collaborators with;
  private final ThrottleConfig throttles;
  private final Accounts accounts;
  private final TasteLearning learning;
  private final Freeze freeze;
  private final ReaderChanges changes;
  private final Newcomers newcomers;
  private final TakeOver takeOver;
  private final Lateness lateness;
  private final Closing closing;
  private final Exposures exposures;
  private final SelfCheck selfCheck;
  private final Retention retention;
  private final HoldSwitch hold;
  private final Canary canary;
  private final Brake brake;
  private final Previews previews;
  private final PastDigests past;
  private final SendingProgresses progresses;
  private final Forecast forecast;

  public Deliveries(Collaborators with, DeliveryConfig config) {
    this.with = with;
    this.throttles = config.throttles();
    with.database().jdbi().registerRowMapper(new HadMapper());
    this.accounts = new Accounts(with.database());
    this.learning = new TasteLearning(with);
    this.freeze = new Freeze(with, config);
    this.changes = new ReaderChanges(with, config);
    this.newcomers = new Newcomers(with, config);
    this.takeOver = new TakeOver(with, config);
    this.lateness = new Lateness(with, config.throttles());
    this.exposures = new Exposures(with);
    this.closing = new Closing(with, accounts, exposures);
    this.selfCheck = new SelfCheck(with, accounts);
    this.retention = new Retention(with, config.keepMonths());
    this.hold = new HoldSwitch(with);
    this.canary = new Canary(with, config.canary());
    this.brake = new Brake(with, config.brake(), canary);
    this.previews = new Previews(with);
    this.past = new PastDigests(with);
    this.progresses = new SendingProgresses(with, config.throttles());
    this.forecast = new Forecast(with, config);
  }

  /// One step of every part of the upkeep: of [#freeze], [#takeOver], [#watch] and [#follow].
  /// Returns how many rows or editions changed. Idempotent, and safe on several nodes at once.
  ///
  /// @throws RuntimeException that a part ended with, after the others have run
  public int tick() {
    return all(this::freeze, this::takeOver, this::watch, this::follow);
  }

  /// Freezes the audiences of approved editions, which takes long.
  int freeze() {
    return freeze.run();
  }

  /// What of it alerts cannot wait for: freezes their audiences, beside whatever a freeze is busy
  /// with.
  int freezeAlerts() {
    return freeze.runAlerts();
  }

  /// Takes over from dead nodes.
  int takeOver() {
    return takeOver.run();
  }

  /// Looks at what leaves at this moment: stops what does harm, and lets everybody's turn come
  /// after the canary ring's.
  int watch() {
    return all(
        this::watchHold,
        // The brake before the canary: a ring that comes back keeps the others from their turn.
        () -> each(open -> apart(open, brake::run) + apart(open, canary::run)));
  }

  /// Marks waiting rows of readers who left as skipped, gives newcomers the latest edition where
  /// they were told so, expires late rows, closes accounts.
  int follow() {
    return all(
        changes::run,
        newcomers::run,
        () ->
            each(open ->
                apart(open, lateness::run) + apart(open, closing::run) + apart(open, this::count)));
  }

  private int watchHold() {
    hold.watch();
    return 0;
  }

  private int each(ToIntFunction<OpenEdition> work) {
    return OpenEdition.all(with).stream().mapToInt(work).sum();
  }

  /// A part that fails keeps no other from its turn; then its fault is thrown.
  private static int all(IntSupplier... parts) {
    int changed = 0;
    List<RuntimeException> faults = new ArrayList<>();
    for (IntSupplier part : parts) {
      try {
        changed += part.getAsInt();
      } catch (RuntimeException e) {
        faults.add(e);
      }
    }
    if (!faults.isEmpty()) {
      RuntimeException first = faults.getFirst();
      faults.stream().skip(1).forEach(first::addSuppressed);
      throw first;
    }
    return changed;
  }

  /// An edition whose upkeep fails does not keep the others from theirs.
  private static int apart(OpenEdition open, ToIntFunction<OpenEdition> work) {
    try {
      return work.applyAsInt(open);
    } catch (RuntimeException e) {
      LOG.error("Upkeep of edition {} failed; it is tried again with the next tick", open.id(), e);
      return 0;
    }
  }

  /// Looks whether the account of each open edition adds up; one that does not is an alarm. Ends
  /// the alarms about what relays said when they have not said it for hours.
  public void check() {
    selfCheck.run();
    RelayComplaints.end(with.alarms(), with.clock().instant());
  }

  /// Makes the coming months' part of the ledger, and drops what is older than the configuration
  /// says: rows, attempts, plans. Idempotent.
  public void keep() {
    retention.run();
  }

  /// Learns from the digests whose tails were in random order what readers' tastes should weigh;
  /// idempotent within a night.
  public void learn() {
    learning.learn();
  }

  private int count(OpenEdition open) {
    if (exposures.stale(open)) {
      exposures.count(open);
    }
    return 0;
  }

  /// Holds every digest and alert on all nodes until [#release]: no claim is made, and no
  /// transmission starts more than two seconds later. Mails to one person (confirmations, sign-in)
  /// go on.
  public HoldOutcome hold(String reason, StaffActor actor) {
    return hold.hold(reason, actor);
  }

  /// Lets digests and alerts go on; what was released, empty when nothing was held.
  public Optional<SendingHold> release(StaffActor actor) {
    return hold.release(actor);
  }

  /// That and why the engine stopped this edition, while it is stopped.
  public Optional<Braked> braked(EditionId edition) {
    return brake.braked(edition);
  }

  /// How far the edition is with its canary ring.
  public CanaryPhase canary(EditionId edition) {
    return OpenEdition.find(with, edition).map(canary::phase).orElseGet(CanaryPhase.None::new);
  }

  /// Lets an edition that waits for its canary ring go to everybody now.
  public Decision openToAll(EditionId edition, StaffActor actor) {
    return canary.openToAll(edition, actor);
  }

  /// That all is held, if it is.
  public Optional<SendingHold> held() {
    return hold.present();
  }

  /// The edition that a reader of these wishes would get for a welcome, if they confirmed now: the
  /// newsletter wants it, it is out and has not expired, it is of a day that they wish, and they
  /// have no part in it yet. That they do get it takes a confirmation whose record names it.
  public Optional<EditionId> welcomes(Preferences wanted) {
    return newcomers.welcomes(wanted);
  }

  /// Who this edition of no letter will go to, if nobody approves it before its cut-off; as readers
  /// were within the last minutes.
  public ExpectedAudience expected(Edition edition) {
    return forecast.of(edition);
  }

  /// As [#expected], if it is approved now.
  public ExpectedAudience expectedNow(Edition edition) {
    return forecast.approvedAt(edition, with.clock().instant());
  }

  /// Who would get an alert of this story by this newsletter, if it were ordered now.
  public AlertAudience alertAudience(Newsletter newsletter, StoryId story) {
    return new AlertForecast(with).of(newsletter, story);
  }

  /// Empty while the audience is not frozen.
  public Optional<Account> account(EditionId edition) {
    return accounts.of(edition);
  }

  /// How fast it goes, and by which mail servers; empty while the audience is not frozen. Reads all
  /// rows of the edition.
  public Optional<SendingProgress> progress(Edition edition) {
    return progresses.of(edition);
  }

  /// How many mails of an edition may have left beside those that are sent: handed over without an
  /// answer, they wait for another try or for a person's decision.
  public long unknown(EditionId edition) {
    return accounts.unknown(edition);
  }

  /// How many transmissions of an edition relays accepted: beyond `sent` of the account, copies.
  /// What a relay accepted in the moment before a crash is not known here.
  public long accepted(EditionId edition) {
    return accounts.accepted(edition);
  }

  /// Waits until no node has mails of this edition in hand, for at most `most`, and says what
  /// became of everybody by then. Of an edition that is stopped none comes after. Empty while the
  /// audience is not frozen.
  public Optional<Standstill> standstill(EditionId edition, Duration most) {
    long deadline = System.nanoTime() + most.toNanos();
    Optional<Standstill> found = accounts.standstill(edition);
    while (found.isPresent() && found.get().underWay() > 0 && System.nanoTime() < deadline) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      found = accounts.standstill(edition);
    }
    return found;
  }

  /// How the editor's subjects of an edition did, a set of counts for each wording it had; without
  /// such words, none.
  public List<SubjectCounts> subjects(Edition edition) {
    return SubjectCounts.all(with.database(), edition, with.editions().diary(edition.id()));
  }

  /// How many readers of this newsletter had the story, in whatever edition, and can be mailed now:
  /// who gets a letter that corrects it.
  public long correctable(NewsletterId newsletter, StoryId story) {
    return LetterAudience.expected(with, newsletter, story);
  }

  /// How many readers had the story at this moment, in whatever edition and of whatever newsletter,
  /// or may have had it; each once.
  public long had(StoryId story) {
    return LetterAudience.had(with, story);
  }

  /// What is known of an edition beside its account; of one without an audience, nothing.
  public EditionReport report(Edition edition) {
    return EditionReports.of(with, edition);
  }

  /// What limits the sending at present.
  public SendingLimits limits() {
    return with.database()
        .jdbi()
        .withHandle(handle -> Throttles.limits(handle, throttles, with.clock().instant()));
  }

  /// How many digests of this newsletter were sent, and came back, by the date of their edition; a
  /// date on which none was sent is not in it.
  public Map<LocalDate, SentOnDay> sentPerDay(
      NewsletterId newsletter, LocalDate from, LocalDate to) {
    return with
        .database()
        .jdbi()
        .withExtension(DeliveriesDao.class, dao -> dao.sentPerDay(newsletter.value(), from, to))
        .stream()
        .collect(Collectors.toUnmodifiableMap(SentOnDay::day, Function.identity()));
  }

  /// Lets uncertain deliveries of an edition go out again, each with the Message-ID it had.
  public Resolution resend(EditionId id) {
    Instant now = with.clock().instant();
    Optional<Edition> edition = with.editions().find(id);
    if (edition.isEmpty()) {
      return new Resolution.NoSuchEdition();
    }
    if (!ALIVE.contains(edition.get().state()) || !edition.get().expiresAt().isAfter(now)) {
      return new Resolution.TooLate(
          "The edition is over ("
              + edition.get().state().name().toLowerCase(java.util.Locale.ROOT)
              + ", expired "
              + edition.get().expiresAt()
              + "): what is uncertain can only be said to be sent.");
    }
    return new Resolution.Done(
        with.database()
            .inTransaction(handle -> {
              Wakeups.announce(handle, Freeze.TOPIC);
              return handle
                  .attach(DeliveriesDao.class)
                  .resend(id.value(), edition.get().date(), now);
            }));
  }

  /// Takes a person's word that the uncertain deliveries of an edition were sent.
  public Resolution countAsSent(EditionId id) {
    Optional<Edition> edition = with.editions().find(id);
    if (edition.isEmpty()) {
      return new Resolution.NoSuchEdition();
    }
    return new Resolution.Done(
        with.database()
            .inTransaction(handle ->
                handle
                    .attach(DeliveriesDao.class)
                    .vouch(id.value(), edition.get().date(), with.clock().instant())));
  }

  /// Renders a past delivery again: the same bytes, but for the signature and tracking links. Empty
  /// when nothing was sent, or the reader is gone.
  public Optional<Digests.AssembledDigest> again(DigestLinks.DeliveryKey key) {
    return past.again(key);
  }

  /// The HTML of a past delivery, for the browser. Where the reader has another address since, its
  /// links open the reader's own page no more than those of the mail do.
  public Optional<String> view(DigestLinks.DeliveryKey key) {
    return past.view(key);
  }

  /// The stories of the latest edition as a reader would get it who has had none of them, in the
  /// order of the mail. Empty when no digest went out yet, or too little is left for this reader.
  public List<Card> preview(Preferences wanted) {
    return previews.stories(wanted);
  }

  /// The HTML of the same mail, for the browser; nothing of it is recorded.
  public Optional<String> previewHtml(Preferences wanted) {
    return previews.html(wanted);
  }

  /// What of an edition a reader would get who follows and mutes nothing, in the order of the mail,
  /// without what was taken back since.
  public List<Card> everybodys(Edition edition) {
    return previews.everybodys(edition);
  }

  /// When the next digest of this reader is due by the plan; empty for alerts, which nobody plans.
  public Optional<Instant> nextMail(Preferences reader) {
    return NextMail.of(with.newsletters().get(reader.newsletter()), reader, with.clock().instant());
  }
}
