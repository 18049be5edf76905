package org.paperround.subscriber;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.paperround.mail.EmailAddress;
import org.paperround.platform.database.Database;
import org.paperround.platform.database.Wakeups;
import org.paperround.platform.database.Witness;

/// What a reader may ask for at any time (GDPR 15, 17, 20): everything that is held of them, and
/// that it goes. Reaches every package through [PersonalData]. Thread-safe.
public final class Rights {
  /// A confirmation link works for a week; whoever did not follow it in a month did not mean it.
  public static final Duration UNCONFIRMED_KEPT = Duration.ofDays(30);

  private static final int AT_ONCE = 500;

  private static final ObjectWriter JSON = new ObjectMapper().writerWithDefaultPrettyPrinter();

  private final Database database;
  private final List<PersonalData> others;

  /// `others`: what the other packages hold.
  public Rights(Database database, List<PersonalData> others) {
    this.database = database;
    this.others = List.copyOf(others);
  }

  /// Everything that is held of this reader, part by part, as plain maps, lists, texts and numbers;
  /// empty for nobody, and for who was erased.
  public Optional<Map<String, Object>> export(SubscriberId id) {
    return database.inTransaction(handle ->
        handle
            .attach(SubscriberDao.class)
            .find(id.value())
            .filter(row -> !row.erased())
            .map(_ -> export(handle, id)));
  }

  /// The same as JSON, to be read by people, too.
  public Optional<String> exportJson(SubscriberId id) {
    return export(id).map(Rights::json);
  }

  private static String json(Map<String, Object> held) {
    try {
      return JSON.writeValueAsString(held);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an export is of texts and numbers", e);
    }
  }

  private Map<String, Object> export(Handle handle, SubscriberId id) {
    RightsDao dao = handle.attach(RightsDao.class);
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("person", dao.person(id.value()).getFirst());
    parts.put("subscriptions", dao.subscriptions(id.value()));
    parts.put("consents", dao.consents(id.value()));
    parts.put("address_changes", dao.addressChanges(id.value()));
    parts.put("suppressions", dao.suppressions(id.value()));
    others.forEach(part -> parts.put(part.name(), part.export(handle, id)));
    return parts;
  }

  /// Consent records of a reader, newest first, without the newest `skipped`.
  public List<Receipt> receipts(SubscriberId id, int skipped, int most) {
    return database
        .jdbi()
        .withExtension(RightsDao.class, dao -> dao.receipts(id.value(), skipped, most));
  }

  /// Ends every subscription and removes the person: what stays is an opaque id with dates and
  /// outcomes, the chain over the consent records, and a keyed hash by which the address is
  /// recognised and never mailed again, until somebody opts in with it anew. Waiting deliveries are
  /// skipped. False when there is nobody (any more).
  public boolean erase(SubscriberId id, Provenance provenance) {
    return erase(id, provenance, Witness.none());
  }

  /// As [#erase(SubscriberId, Provenance)]; `witness` is told whom.
  public boolean erase(SubscriberId id, Provenance provenance, Witness<SubscriberId> witness) {
    return database.inTransaction(handle -> {
      boolean erased = erase(handle, id, provenance);
      if (erased) {
        witness.note(handle, id);
      }
      return erased;
    });
  }

  private boolean erase(Handle handle, SubscriberId id, Provenance provenance) {
    Optional<SubscriberRow> locked = handle.attach(SubscriberDao.class).lockPresent(id.value());
    if (locked.isEmpty()) {
      return false;
    }
    Leaving.endAll(handle, locked.get(), UnsubscribeCause.ERASURE, provenance);
    ConsentLog.write(handle, locked.get(), null, ConsentLog.Event.ERASED, "", provenance);
    handle
        .attach(SuppressionDao.class)
        .add(id.value(), SuppressionReason.ERASED.code(), "", provenance.at());
    remove(handle, locked.get(), provenance.at());
    return true;
  }

  private void remove(Handle handle, SubscriberRow reader, Instant at) {
    SubscriberId id = reader.subscriberId();
    Optional<EmailAddress> address =
        Optional.ofNullable(reader.address()).map(SubscriberRow::address);
    // Before what they say is gone: a record that was never sealed could not be any more.
    ConsentChain.seal(handle, id);
    RightsDao dao = handle.attach(RightsDao.class);
    dao.blankEvidence(id.value());
    dao.blankConsents(id.value(), at);
    dao.blankSubscriptions(id.value());
    handle.attach(AddressChangeDao.class).forget(id.value());
    handle.attach(AddressChangeDao.class).forgetAddressOf(id.value());
    handle.attach(ConfirmationMailDao.class).forgetOf(id.value());
    handle.attach(ChangeHistoryDao.class).forget(id.value());
    others.forEach(part -> part.erase(handle, id));
    address.ifPresent(known -> others.forEach(part -> part.eraseAddress(handle, known)));
    dao.blankSubscriber(id.value(), at);
    Wakeups.announce(handle, Subscribers.TOPIC);
  }

  /// Forgets sign-ups that nobody confirmed in [#UNCONFIRMED_KEPT]. Who has never had any other
  /// subscription is removed as by an erasure, but may be written to when they ask again; a reader
  /// who had left the newsletter has left it still. Returns how many people were removed.
  /// Idempotent, safe on several nodes at once.
  public int forgetUnconfirmed(Instant now) {
    Instant before = now.minus(UNCONFIRMED_KEPT);
    int removed = 0;
    List<Long> some = unconfirmed(before, 0);
    while (!some.isEmpty()) {
      for (long id : some) {
        removed +=
            database.inTransaction(
                handle -> forgetUnconfirmed(handle, new SubscriberId(id), before, now));
      }
      some = unconfirmed(before, some.getLast());
    }
    return removed;
  }

  /// Removes what is left of readers whose address went to another ([AddressChanges]). Returns how
  /// many. Idempotent, safe on several nodes at once.
  public int forgetGivenUp(Instant now) {
    List<Long> givenUp = database.jdbi().withExtension(RightsDao.class, RightsDao::givenUp);
    for (long id : givenUp) {
      database.useTransaction(handle -> {
        SubscriberRow reader = handle.attach(SubscriberDao.class).lock(id).orElseThrow();
        remove(handle, reader, now);
      });
    }
    return givenUp.size();
  }

  /// Forgets what can be undone no more, other addresses that were asked for and whose link is
  /// over, and how often an address was written to before today. Returns how many. Idempotent, safe
  /// on several nodes at once.
  public int forgetSpent(Instant now) {
    return database.inTransaction(handle ->
        handle.attach(ChangeHistoryDao.class).forgetBefore(now.minus(ChangeHistory.LIFETIME))
            + handle.attach(AddressChangeDao.class).forgetBefore(now.minus(Opening.LIFETIME))
            + ConfirmationLimit.forget(handle, now));
  }

  private List<Long> unconfirmed(Instant before, long after) {
    return database
        .jdbi()
        .withExtension(RightsDao.class, dao -> dao.unconfirmed(before, after, AT_ONCE));
  }

  /// Looks again under the lock: the reader may have confirmed, or asked anew, since.
  private int forgetUnconfirmed(Handle handle, SubscriberId id, Instant before, Instant now) {
    Optional<SubscriberRow> locked = handle.attach(SubscriberDao.class).lock(id.value());
    RightsDao dao = handle.attach(RightsDao.class);
    int forgotten = dao.leaveAgain(id.value(), before) + dao.dropUnconfirmed(id.value(), before);
    if (locked.isEmpty() || forgotten == 0 || dao.hasSubscription(id.value())) {
      return 0;
    }
    ConsentLog.write(
        handle, locked.get(), null, ConsentLog.Event.ERASED, "", Provenance.engine(now));
    remove(handle, locked.get(), now);
    return 1;
  }
}
