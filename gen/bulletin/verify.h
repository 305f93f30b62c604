/* Whether a package is whole, and what it proves. */
#ifndef TONGBAO_BULLETIN_VERIFY_H
#define TONGBAO_BULLETIN_VERIFY_H

#include <stdio.h>

#include "gen/base/diag.h"

struct verify_options {
    const char *package; /* a zip archive, or one unpacked */
    const char *home;
    const char *against; /* an edited .docx or .xlsx; NULL: none */
    bool rebuild;
};

/* Checks the bag and its metadata and opens every document; then builds again,
 * and compares an edited document (edits.h), if asked to.  Every fault is reported; what holds is said on out. */
bool verify_run(const struct verify_options *options, FILE *out,
                struct diags *diags);

#endif
