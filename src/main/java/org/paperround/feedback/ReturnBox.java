package org.paperround.feedback;

import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Flags.Flag;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.search.FlagTerm;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPMessage;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.paperround.feedback.FeedbackConfig.Tls;

/// The mailbox, open for one visit. Of a mail the header fields that say to whom it was sent are
/// fetched, and its beginning where that is asked for, so that no mail is too large.
final class ReturnBox implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String DONE = "Done";

  /// Reports come first in a bounce, then the returned mail, whose fields are enough.
  private static final int MOST_BYTES = 256 * 1024;

  private static final int PIECE = 64 * 1024;

  private final IMAPStore store;
  private final IMAPFolder folder;

  private ReturnBox(IMAPStore store, IMAPFolder folder) {
    this.store = store;
    this.folder = folder;
  }

  static ReturnBox open(FeedbackConfig config) throws MessagingException {
    IMAPStore store = (IMAPStore) Session.getInstance(properties(config)).getStore("imap");
    try {
      store.connect(
          config.host(),
          config.port(),
          config.user(),
          config.password() == null ? "" : config.password().reveal());
      IMAPFolder folder = (IMAPFolder) store.getFolder(config.folder());
      folder.open(Folder.READ_WRITE);
      return new ReturnBox(store, folder);
    } catch (MessagingException e) {
      store.close();
      throw e;
    }
  }

  private static Properties properties(FeedbackConfig config) {
    Properties properties = new Properties();
    String patience = String.valueOf(PATIENCE.toMillis());
    properties.put("mail.imap.connectiontimeout", patience);
    properties.put("mail.imap.timeout", patience);
    properties.put("mail.imap.writetimeout", patience);
    properties.put("mail.imap.fetchsize", String.valueOf(PIECE));
    properties.put("mail.imap.ssl.enable", String.valueOf(config.tls() == Tls.IMPLICIT));
    properties.put("mail.imap.starttls.required", String.valueOf(config.tls() == Tls.STARTTLS));
    properties.put("mail.imap.ssl.checkserveridentity", "true");
    properties.put("mail.imap.ssl.protocols", "TLSv1.3 TLSv1.2");
    return properties;
  }

  /// At most `most` mails that nobody has seen yet, oldest first.
  List<Message> unseen(int most) throws MessagingException {
    Message[] found = folder.search(new FlagTerm(new Flags(Flag.SEEN), false));
    Message[] first = Arrays.copyOf(found, Math.min(found.length, most));
    FetchProfile fields = new FetchProfile();
    UnsubscribeMail.RECIPIENT_FIELDS.forEach(fields::add);
    folder.fetch(first, fields);
    return List.of(first);
  }

  /// The values of the fields that say to whom it was sent.
  static List<String> recipients(Message message) throws MessagingException {
    List<String> values = new ArrayList<>();
    for (String field : UnsubscribeMail.RECIPIENT_FIELDS) {
      String[] found = message.getHeader(field);
      if (found != null) {
        values.addAll(List.of(found));
      }
    }
    return values;
  }

  /// The first bytes of it, which are all of most mails. Fetched in pieces; leaves it unseen.
  byte[] beginning(Message message) throws MessagingException {
    IMAPMessage mail = (IMAPMessage) message;
    mail.setPeek(true);
    try (InputStream bytes = mail.getMimeStream()) {
      return bytes.readNBytes(MOST_BYTES);
    } catch (IOException e) {
      throw fault(e);
    }
  }

  /// The stream hides in it what tells a mail that cannot be had from a box that was closed.
  static MessagingException fault(IOException fault) {
    return fault.getCause() instanceof MessagingException cause
        ? cause
        : new MessagingException("a mail could not be fetched", fault);
  }

  /// Leaves it where it is, as seen.
  void leave(Message message) throws MessagingException {
    message.setFlag(Flag.SEEN, true);
  }

  /// Puts it away, where the server can move mails; else leaves it as seen.
  void putAway(Message message) throws MessagingException {
    leave(message);
    if (store.hasCapability("MOVE")) {
      Folder done = store.getFolder(DONE);
      if (done.exists() || done.create(Folder.HOLDS_MESSAGES)) {
        folder.moveMessages(new Message[] {message}, done);
      }
    }
  }

  @Override
  public void close() throws MessagingException {
    try {
      folder.close(false);
    } finally {
      store.close();
    }
  }
}
