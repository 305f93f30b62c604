/* Adds stamped copies to a package. */
#ifndef TONGBAO_BULLETIN_SEAL_H
#define TONGBAO_BULLETIN_SEAL_H

#include <stdio.h>

#include "gen/base/diag.h"

struct seal_options {
    const char *package;
    const char *home;
    char *const *files;
    size_t n_files;
};

/* The package is replaced at once or not at all: everything that was in it
 * stays byte for byte but for manifests and metadata.  Refused: a package
 * that is not whole, a file that is no stamped copy, and one of a name that
 * is sealed already with other contents; the same contents again change
 * nothing.  What was added is listed on out. */
bool seal_run(const struct seal_options *options, FILE *out,
              struct diags *diags);

#endif
