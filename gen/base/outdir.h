/* A folder of outputs that replaces its target at once or not at all.
 *
 * It carries a list of its files and their digests (.tongbao), by which the
 * next run knows what it may replace: what others put beside the outputs
 * stays, and an output changed by hand is not lost. */
#ifndef TONGBAO_BASE_OUTDIR_H
#define TONGBAO_BASE_OUTDIR_H

#include "gen/base/workdir.h"

struct outdir { /* zeroed: closed */
    char *target; /* owned */
    struct workdir work; /* put files into work.path */
};

/* Makes the folders above the target.  An output that was changed since it
 * was written is an error, unless force says to replace it; so is anything in
 * the target that is not a regular file. */
bool outdir_open(struct outdir *out, const char *target, bool force,
                 struct diags *diags);

/* Lists and flushes the files and puts the folder in the target's place; it
 * is closed in any case. */
bool outdir_commit(struct outdir *out, struct diags *diags);

/* Does nothing to a closed one. */
void outdir_discard(struct outdir *out);

#endif
