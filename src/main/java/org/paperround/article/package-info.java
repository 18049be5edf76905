/// Sources in: fetching, parsing, articles, and stories (clustering).
@NullMarked
package org.paperround.article;

import org.jspecify.annotations.NullMarked;
