/* When two spellings are the same word, and how far two words are apart:
 * for names of units, heads of columns and names in SQL. */
#ifndef TONGBAO_MODEL_SPELLING_H
#define TONGBAO_MODEL_SPELLING_H

#include "gen/base/strbuf.h"

/* Adds text folded: full-width ASCII as ASCII, capitals as small letters,
 * every bracket round, every dash '-', blanks and line breaks left out. */
void spelling_fold(struct strbuf *sb, struct str text);

/* Fewest characters to insert, delete or replace; only the first 120
 * characters of each are looked at. */
size_t spelling_distance(struct str a, struct str b);

/* The name with fewest edits, compared folded; SIZE_MAX if none shares half
 * of the characters. */
size_t spelling_nearest(struct str name, const struct str *names, size_t n);

#endif
