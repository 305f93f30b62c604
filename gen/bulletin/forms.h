/* The blank forms of a profile: one workbook for each input table and one for
 * the settings, all written or none. */
#ifndef TONGBAO_BULLETIN_FORMS_H
#define TONGBAO_BULLETIN_FORMS_H

#include <stdio.h>

#include "gen/base/diag.h"

struct forms_options {
    const char *home;    /* holds templates/ and data/ */
    const char *profile; /* a name under home/templates, or a folder */
    const char *output;  /* folder */
    bool force;          /* replace forms that were filled in */
};

/* Every file written is listed on out, one a line.  False after reporting. */
bool forms_write(const struct forms_options *options, FILE *out,
                 struct diags *diags);

#endif
