/* The period before: its tables, as views read them under the name 上期, and
 * what this period hands on to the next.
 *
 * Both are the same JSON text: per table its columns and rows, numbers as
 * numbers.  A package holds its own as data/tables.json and the earlier one it
 * was built with as data/earlier.json, byte for byte that of the package
 * before; so a chain of packages shows by their digests that each was built
 * on the one before. */
#ifndef TONGBAO_BULLETIN_EARLIER_H
#define TONGBAO_BULLETIN_EARLIER_H

#include "gen/bulletin/job.h"

/* The setting that names it. */
#define EARLIER_SETTING "上期"

/* Fills the tables of the earlier period from what the setting 上期 names: a
 * package, or a bulletin's folder, in the bulletin's folder or beside it, with
 * or without .zip.  Without the setting they stay empty.  The views have been
 * defined. */
bool earlier_load(struct job *job);

/* The text the next period will read, given to put in pieces: settings,
 * roster, input tables and the views whose columns are named. */
bool earlier_hand_on(struct job *job, void (*put)(void *user, struct str bytes),
                     void *user);

#endif
