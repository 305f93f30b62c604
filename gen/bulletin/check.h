/* The checks of the profile: views that must be empty.  Each of their rows is
 * a finding, placed by the columns _file, _sheet, _row and _col. */
#ifndef TONGBAO_BULLETIN_CHECK_H
#define TONGBAO_BULLETIN_CHECK_H

#include "gen/bulletin/job.h"

/* False if a check of severity error has rows, or fails. */
bool check_run(struct job *job);

#endif
