/* What was found in a bulletin's inputs as a workbook that the clerk can send
 * back: a sheet that lists every finding, and behind it a copy of each input
 * table in which the cells at fault are coloured and say what is wrong as a
 * comment. */
#ifndef TONGBAO_BULLETIN_REPORT_H
#define TONGBAO_BULLETIN_REPORT_H

#include "gen/bulletin/job.h"

struct report_options {
    const char *path; /* .xlsx; replaced at once or not at all */
    bool no_notes;    /* leave out the notes */
};

/* The findings are those in the job's diags.  The job may have failed.  False
 * after reporting there what kept the report from being written; one of the
 * bulletin's own files is never overwritten. */
bool report_write(struct job *job, const struct report_options *options);

#endif
