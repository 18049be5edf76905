package org.paperround.mail;

/// The SMTP envelope of one transmission: one sender (VERP, never empty for digests), one
/// recipient.
public record Envelope(EmailAddress from, EmailAddress to) {}
