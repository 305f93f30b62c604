/* A profile read without data, for lint: every template, title, condition and
 * message against the tables and views there are, and what of them nobody
 * asks for. */
#ifndef TONGBAO_BULLETIN_INSPECTION_H
#define TONGBAO_BULLETIN_INSPECTION_H

#include "gen/bulletin/job.h"
#include "gen/template/lint.h"
#include "gen/template/template.h"

struct inspection {
    struct job job;
    struct lint lint;
    struct prose_source proses; /* the job's; remembers what was asked for */
    bool *is_printed;           /* of each of the profile's proses */
    bool misses_prose;          /* some text is known only with a bulletin */
};

/* Opens a profile with empty tables.  options->folder is a bulletin's folder,
 * whose texts and templates are then read too, or NULL.  False after
 * reporting; to be closed in any case. */
bool inspection_open(struct inspection *inspection,
                     const struct job_options *options, struct diags *diags);
void inspection_close(struct inspection *inspection);

/* Everything of the profile.  False if an error was reported. */
bool inspection_run(struct inspection *inspection);

/* One template alone, read into *template. */
bool inspection_read(struct inspection *inspection, const char *path,
                     struct template *template);

#endif
