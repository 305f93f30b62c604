/* What the recognition of paragraphs shares.  Private to
 * gen/form/form_role*.c. */
#ifndef TONGBAO_FORM_FORM_ROLE_PART_H
#define TONGBAO_FORM_FORM_ROLE_PART_H

#include "gen/form/form_part.h"

enum { ROLE_MAX_TITLE = 120 /* characters of a title's paragraph */ };

/* Free to be given a role by its place and wording. */
bool role_is_open(const struct paragraph *paragraph);

bool role_fits(const struct form *form, enum wording wording,
               const struct paragraph *paragraph);

/* In characters. */
size_t role_length(const struct paragraph *paragraph);

/* A sentence ends in it. */
bool role_has_stop(const struct paragraph *paragraph);

/* The paragraph itself, or the next that is not blank. */
struct paragraph *role_skip_blanks(const struct form *form,
                                   struct paragraph *paragraph);

/* A title may be several paragraphs, one a line; returns what follows. */
struct paragraph *role_name_title(struct form *form, struct paragraph *first,
                                  enum role role);

/* 版头, the title and the addressee. */
void role_find_head(struct form *form);

#endif
