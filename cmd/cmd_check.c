#include "cmd/bulletin_options.h"
#include "gen/bulletin/build.h"

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct bulletin_options *given = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = given;
        break;
    case ARGP_KEY_ARG:
        if (given->job.folder) {
            argp_usage(state);
        }
        given->job.folder = arg;
        break;
    case ARGP_KEY_END:
        if (!given->job.folder) {
            argp_error(state, "%s", _("the bulletin's folder is needed"));
        }
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static void
print_summary(const struct diags *diags, FILE *out)
{
    fprintf(out, ngettext("%zu error, ", "%zu errors, ", diags->n_errors),
            diags->n_errors);
    fprintf(out,
            ngettext("%zu warning\n", "%zu warnings\n", diags->n_warnings),
            diags->n_warnings);
}

static int
run(int argc, char **argv)
{
    static const struct argp_child children[] = {{&bulletin_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {
        .parser = parse_option,
        .args_doc = N_("FOLDER"),
        .doc = N_("Reads and checks everything a bulletin is made of and "
                  "reports every finding; writes nothing."),
        .children = children,
        .argp_domain = "tongbao",
    };
    struct bulletin_options given = {.no_notes = false};
    struct diags diags = {0};
    struct job job = {.store = NULL};

    command_parse(&argp, argc, argv, &given);
    if (bulletin_options_settle(&given, &diags)) {
        job_open(&job, &given.job, &diags);
        if (job.profile.n_documents) {
            build_check(&job);
        }
        bulletin_print_inputs(&job, stdout);
        job_close(&job);
    }
    print_summary(&diags, stdout);
    fflush(stdout);
    return command_finish(&diags, !given.no_notes);
}

const struct command command_check = {
    .name = "check",
    .summary = N_("check a bulletin's tables and report every finding"),
    .run = run,
};
