/// The entry point; see package app for what is built and cli for the commands.
@NullMarked
package org.paperround;

import org.jspecify.annotations.NullMarked;
