/* Which documents a bulletin has this time, their titles and file names. */
#ifndef TONGBAO_BULLETIN_DOCUMENT_H
#define TONGBAO_BULLETIN_DOCUMENT_H

#include "gen/bulletin/job.h"

/* Fills documents and attachments of the job. */
bool document_list(struct job *job);

/* The path of a template: what the clerk put into the bulletin's folder wins
 * over the profile's, a .docx over a bare .xml.  NULL if there is none. */
const char *document_find_template(struct job *job, struct str name);

/* What bare templates are laid over, opened by the first call and the job's;
 * NULL after reporting. */
struct template_base *document_base(struct job *job);

#endif
