/// What all pages need of a request, and of an answer: form fields, where it came from, limits,
/// files that are kept for ever.
@NullMarked
package org.paperround.web.request;

import org.jspecify.annotations.NullMarked;
