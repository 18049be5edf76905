package org.paperround.subscriber;

import java.util.List;

/// Whether the consent records are what was sealed: how many are, and what is wrong, in words.
public record ConsentProof(long sealed, List<String> faults) {
  public ConsentProof {
    faults = List.copyOf(faults);
  }

  public boolean holds() {
    return faults.isEmpty();
  }
}
