/* A hidden folder beside a target, in which outputs are made.
 *
 * Its name begins with ".tongbao-" and its maker holds a lock on it; one
 * without a lock was left by a killed run and is taken away by the next.
 * While one is open, INT, TERM, HUP and PIPE wait: outputs are clean when they
 * come.  Running out of memory takes it away too.
 */
#ifndef TONGBAO_BASE_WORKDIR_H
#define TONGBAO_BASE_WORKDIR_H

#include "gen/base/diag.h"

struct workdir { /* zeroed: closed */
    char *path;  /* owned */
    int lock;
};

/* Beside target, whose folder must be there. */
bool workdir_open(struct workdir *dir, const char *target,
                  struct diags *diags);

/* In the folder for temporary files (TMPDIR), for what is not to stay. */
bool workdir_open_temporary(struct workdir *dir, struct diags *diags);

/* Takes away the folder and everything in it. */
void workdir_close(struct workdir *dir);

/* False after reporting if the user has asked the program to stop. */
bool workdir_goes_on(const char *target, struct diags *diags);

/* Reports a failed system call by errno; always false. */
bool workdir_report(struct diags *diags, const char *path,
                    const char *message);

/* Flushes the folder that holds target: a rename in it lasts then.  What was
 * renamed stays renamed, so a failure is a warning. */
void workdir_settle(const char *target, struct diags *diags);

#endif
