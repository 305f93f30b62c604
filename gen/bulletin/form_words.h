/* What a column wants, in words for whoever fills in a form. */
#ifndef TONGBAO_BULLETIN_FORM_WORDS_H
#define TONGBAO_BULLETIN_FORM_WORDS_H

#include "gen/model/profile.h"

/* "a date, such as 2021-11-04" */
const char *form_words_content(const struct column *column);

/* Limits, form, uniqueness, default: "0 to 130; different in every row".
 * May add nothing. */
void form_words_rules(struct strbuf *sb, const struct column *column);

/* Words joined by a mark. */
void form_words_list(struct strbuf *sb, const struct str *words, size_t n,
                     const char *mark);

/* All of it in one text, "required" and choices included. */
void form_words_all(struct strbuf *sb, const struct column *column);

#endif
