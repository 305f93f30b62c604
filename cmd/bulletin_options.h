/* Options that every command over a bulletin's folder has. */
#ifndef TONGBAO_CMD_BULLETIN_OPTIONS_H
#define TONGBAO_CMD_BULLETIN_OPTIONS_H

#include "cmd/command.h"
#include "gen/bulletin/job.h"

struct bulletin_options {
    struct job_options job;
    bool no_notes;
};

/* A child parser: its input is a struct bulletin_options. */
extern const struct argp bulletin_argp;

/* Fills in home; false after reporting that the program's files are missing. */
bool bulletin_options_settle(struct bulletin_options *options,
                             struct diags *diags);

/* What was read, one line a file. */
void bulletin_print_inputs(const struct job *job, FILE *out);

#endif
