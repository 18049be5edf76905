package org.paperround.subscriber;

import org.paperround.newsletter.NewsletterId;

/// What a confirmation page shows before the reader presses the button.
public record PendingConfirmation(
    SubscriberId subscriber, NewsletterId newsletter, String maskedAddress, boolean confirmed) {}
