package org.paperround.subscriber;

import java.time.LocalDate;

/// What stands for all consent records sealed on one day (UTC), and through the roots before for
/// all there were: whoever keeps a copy can tell that none was changed. `root` is hexadecimal.
public record ConsentRoot(LocalDate day, long records, String root) {}
