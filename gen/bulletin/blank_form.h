/* A blank form: the workbook in which an office fills in one input table, or
 * the settings of a period, of a profile.  What is written reads back as that
 * table without a row. */
#ifndef TONGBAO_BULLETIN_BLANK_FORM_H
#define TONGBAO_BULLETIN_BLANK_FORM_H

#include "gen/model/profile.h"
#include "gen/model/roster.h"
#include "gen/render/book.h"

/* Title, heads (marked * where required), rules, and a sheet that explains
 * every column.  roster may be NULL. */
void blank_form_of_table(struct book *book, const struct schema *schema,
                   const struct roster *roster);

/* A row for each setting: its name, its value, what to fill in; below, what
 * else belongs into the bulletin's folder. */
void blank_form_of_settings(struct book *book, const struct profile *profile,
                      const struct roster *roster);

#endif
