/* A file that replaces its target at once or not at all: made in a hidden
 * folder beside it, flushed, renamed. */
#ifndef TONGBAO_BASE_OUTFILE_H
#define TONGBAO_BASE_OUTFILE_H

#include "gen/base/workdir.h"

struct outfile { /* zeroed: closed */
    char *path;   /* write here; owned */
    char *target; /* owned */
    struct workdir work;
};

/* False after reporting.  A target that is there and is not a regular file
 * (a folder, a link, a device) is refused. */
bool outfile_open(struct outfile *out, const char *target,
                  struct diags *diags);

/* Moves the file into place; it is closed in any case. */
bool outfile_commit(struct outfile *out, struct diags *diags);

/* Does nothing to a closed one. */
void outfile_discard(struct outfile *out);

#endif
