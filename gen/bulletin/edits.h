/* What leaders changed in a document after it was built: every sentence and
 * table row that is not as it was, and every figure that no longer is the
 * computed one. */
#ifndef TONGBAO_BULLETIN_EDITS_H
#define TONGBAO_BULLETIN_EDITS_H

#include <stdio.h>

#include "gen/bulletin/parcel.h"

/* Compares the Word document or the workbook at path with the package's
 * document it came from, which is found by its words.  Changed, new and lost
 * sentences are warnings, figures that differ are errors; false if there is
 * any.  A summary is said on out. */
bool edits_report(struct parcel *parcel, const char *path, FILE *out,
                  struct diags *diags);

#endif
