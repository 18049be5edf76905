/// Pure: signals, weights, score, diversity.
@NullMarked
package org.paperround.edition.ranking;

import org.jspecify.annotations.NullMarked;
