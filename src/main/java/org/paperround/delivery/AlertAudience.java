package org.paperround.delivery;

/// Whom an alert of a story could go to if it were ordered now: `readers` who can be mailed at all
/// and are not `tired`, who have had their day's number of alerts already and get none. Some `had`
/// the story already, and get it only if it has developed since; some are `asleep` by their quiet
/// hours, and get it when those end, if it has not expired by then. Whoever is of several kinds is
/// in each of these three.
public record AlertAudience(long readers, long tired, long had, long asleep) {}
