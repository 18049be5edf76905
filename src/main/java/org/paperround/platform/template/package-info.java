/// Thymeleaf, only here: HTML, XML (for MJML) and text templates with one message bundle per
/// language.
@NullMarked
package org.paperround.platform.template;

import org.jspecify.annotations.NullMarked;
