/// Javalin, only here: reader pages, links, health and metrics.
@NullMarked
package org.paperround.web;

import org.jspecify.annotations.NullMarked;
