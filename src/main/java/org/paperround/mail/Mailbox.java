package org.paperround.mail;

/// A display name with an address, as in a From field. The name may be empty and may hold any
/// letters; it is encoded where it is written.
public record Mailbox(String name, EmailAddress address) {}
