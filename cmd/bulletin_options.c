#include "cmd/bulletin_options.h"

static const struct argp_option options[] = {
    {"profile", 'p', N_("NAME"), 0,
     N_("the office's profile: a name under templates/, or a folder"), 0},
    {"encoding", 'e', N_("NAME"), 0,
     N_("of text tables, if what was found out is wrong"), 0},
    {"quiet", 'q', NULL, 0, N_("print no notes"), 0},
    {0},
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct bulletin_options *given = state->input;

    switch (key) {
    case 'p':
        given->job.profile = arg;
        break;
    case 'e':
        given->job.charset = arg;
        break;
    case 'q':
        given->no_notes = true;
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

const struct argp bulletin_argp = {
    .options = options,
    .parser = parse_option,
    .argp_domain = "tongbao",
};

bool
bulletin_options_settle(struct bulletin_options *given, struct diags *diags)
{
    given->job.home = command_home(diags);
    return given->job.home != NULL;
}

void
bulletin_print_inputs(const struct job *job, FILE *out)
{
    for (size_t i = 0; i < job->n_inputs; i++) {
        const struct job_input *input = &job->inputs[i];

        if (!input->schema || input->schema == &job->profile.settings) {
            fprintf(out, _("read %s\n"), input->path);
            continue;
        }
        fprintf(out,
                ngettext("read %s: %zu row\n", "read %s: %zu rows\n",
                         input->n_rows),
                input->path, input->n_rows);
    }
}
