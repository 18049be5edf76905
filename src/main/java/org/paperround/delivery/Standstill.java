package org.paperround.delivery;

/// The account of an edition at one instant, and how many of its mails were in the hands of a node
/// then: claimed and not settled. With none of them, of an edition that is stopped, `sent` is the
/// exact number of those that are known to have left ([Deliveries#unknown] has the others).
public record Standstill(Account account, long underWay) {}
