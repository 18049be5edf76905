package org.paperround.delivery;

/// Whom an alert would go to if it were ordered now: all who subscribed, and how many of them have
/// had their day's number of alerts already, and get none; or sleep, by their quiet hours, and get
/// it when those end, if it has not expired by then. Whoever is both is in both.
public record AlertAudience(long readers, long tired, long asleep) {}
