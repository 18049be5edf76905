package org.paperround.newsletter;

/// What is wrong with a newsletter as described. `field`: what of it, by the name that the options
/// of `newsletter add` and the fields of the desk share (`portal-url`); `text`: a sentence for
/// whoever described it, without its capital and full stop.
public record NewsletterProblem(String field, String text) {}
