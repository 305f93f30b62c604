/* Outputs that replace their target at once or not at all.
 *
 * A file or folder is made beside its target under a hidden name that begins
 * with ".tongbao-", flushed to the disk, and renamed.  Every way out takes the
 * hidden name away again; what a killed process left behind is taken away by
 * the next one that opens the same target.
 */
#ifndef TONGBAO_BASE_OUTFILE_H
#define TONGBAO_BASE_OUTFILE_H

#include "gen/base/diag.h"

struct outfile { /* zeroed: closed */
    char *path;   /* write here; owned */
    char *target; /* owned */
    int lock;
};

/* False after reporting.  A target that is a folder, a link to nowhere or not
 * a regular file is refused. */
bool outfile_open(struct outfile *out, const char *target,
                  struct diags *diags);

/* Moves the file into place; it is closed in any case. */
bool outfile_commit(struct outfile *out, struct diags *diags);

/* Does nothing to a closed one. */
void outfile_discard(struct outfile *out);

struct outdir { /* zeroed: closed */
    char *path;   /* put files here; owned */
    char *target; /* owned */
    int lock;
};

/* force: replace a folder that holds files this program did not write, or
 * that were changed since.  Without it they are errors, one each, so that
 * nobody's work is lost. */
bool outdir_open(struct outdir *out, const char *target, bool force,
                 struct diags *diags);

/* Lists the files in the folder (name and SHA-256, in .tongbao), flushes them
 * and the folder, and puts it in the target's place. */
bool outdir_commit(struct outdir *out, struct diags *diags);
void outdir_discard(struct outdir *out);

#endif
