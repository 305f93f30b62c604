/* Every document of a job made as building makes it, but written nowhere:
 * what building would find in the templates, the texts and the values they
 * print is found before. */
#ifndef TONGBAO_BULLETIN_TRIAL_H
#define TONGBAO_BULLETIN_TRIAL_H

#include "gen/bulletin/job.h"

/* is_sound: job_open() succeeded.  Otherwise the templates are only read, for
 * there are no values.  A finding that is there already, or that several
 * documents share, is added once.  False if there was an error. */
bool trial_run(struct job *job, bool is_sound);

#endif
