/// picocli, only here: one class per command.
@NullMarked
package org.paperround.cli;

import org.jspecify.annotations.NullMarked;
