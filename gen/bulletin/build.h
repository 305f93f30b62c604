/* Writes all documents of a bulletin and the package of them, or none. */
#ifndef TONGBAO_BULLETIN_BUILD_H
#define TONGBAO_BULLETIN_BUILD_H

#include <stdio.h>

#include "gen/bulletin/job.h"

struct build_options {
    const char *output; /* folder */
    bool force;         /* replace outputs that were changed by hand */
    const char *database; /* keep the tables here too; NULL: no */
    const char *program;  /* name and version, for the package; NULL: none */
};

/* The job has been opened without an error.  Every file written is listed on
 * out, one a line; out may be NULL. */
bool build_run(struct job *job, const struct build_options *options,
               FILE *out);

#endif
