#include "cmd/command.h"

#include "gen/bulletin/seal.h"

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct seal_options *given = state->input;

    switch (key) {
    case ARGP_KEY_ARG:
        if (given->package) {
            return ARGP_ERR_UNKNOWN; /* the rest comes as a whole */
        }
        given->package = arg;
        break;
    case ARGP_KEY_ARGS:
        given->files = state->argv + state->next;
        given->n_files = (size_t)(state->argc - state->next);
        break;
    case ARGP_KEY_END:
        if (!given->n_files) {
            command_refuse(state, "%s",
                           _("the package and at least one file are needed"));
        }
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .parser = parse_option,
        .args_doc = N_("PACKAGE.zip FILE..."),
        .doc = N_("Adds the stamped copies of a notice (PDF, OFD or scans) to "
                  "its package; what is in it already stays as it is."),
        .argp_domain = "tongbao",
    };
    struct seal_options given = {.package = NULL};
    struct diags diags = {0};

    command_parse(&argp, argc, argv, &given);
    given.home = command_home(&diags);
    if (given.home) {
        seal_run(&given, stdout, &diags);
    }
    return command_finish(&diags, true);
}

const struct command command_seal = {
    .name = "seal",
    .summary = N_("add the stamped copies to a package"),
    .run = run,
};
