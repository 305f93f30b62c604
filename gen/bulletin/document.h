/* Which documents a bulletin has this time, their titles and file names. */
#ifndef TONGBAO_BULLETIN_DOCUMENT_H
#define TONGBAO_BULLETIN_DOCUMENT_H

#include "gen/bulletin/job.h"

/* Fills documents and attachments of the job. */
bool document_list(struct job *job);

#endif
