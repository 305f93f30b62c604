/* What a records system is told of the notice: the profile's <record>, filled
 * in; what it does not say follows from the settings every profile has
 * (data/settings.xml) and from the bulletin itself. */
#ifndef TONGBAO_BULLETIN_PARTICULARS_H
#define TONGBAO_BULLETIN_PARTICULARS_H

#include "gen/bulletin/job.h"

/* Fills the job's record; its documents are listed already.  False after
 * reporting what does not fit, such as a date that is none. */
bool particulars_fill(struct job *job);

/* The day the notice was issued, by the settings; false if they do not say. */
bool particulars_date(const struct job *job, struct date *date);

#endif
