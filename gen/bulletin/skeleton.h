/* The beginning of a profile, made from a notice in plain text: templates in
 * the official form (GB/T 9704-2012), and bulletin.xml, views.sql and a roster
 * that know every name the notice's tags use.  It can be linted at once, and
 * built as soon as there are inputs. */
#ifndef TONGBAO_BULLETIN_SKELETON_H
#define TONGBAO_BULLETIN_SKELETON_H

#include <stdio.h>

#include "gen/bulletin/notice.h"

struct skeleton_options {
    const char *home;   /* holds templates/ and data/ */
    const char *folder; /* to be made; must not be there */
    const char *name;   /* of the profile */
};

/* Every file written is listed on out, one a line.  False after reporting;
 * then there is no folder. */
bool skeleton_write(const struct notice *notice,
                    const struct skeleton_options *options,
                    struct arena *arena, FILE *out, struct diags *diags);

#endif
