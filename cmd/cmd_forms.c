#include "cmd/argument.h"
#include "cmd/bulletin_options.h"
#include "gen/bulletin/forms.h"

static const struct argp_option options[] = {
    {"output", 'o', N_("FOLDER"), 0, N_("where the forms go"), 0},
    {"force", 'f', NULL, 0, N_("replace forms that were filled in"), 0},
    {0},
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct forms_options *given = state->input;

    switch (key) {
    case 'o':
        given->output = arg;
        break;
    case 'f':
        given->force = true;
        break;
    case ARGP_KEY_END:
        if (!given->profile || !given->output || !*given->output) {
            command_refuse(state, "%s",
                           _("a profile and -o FOLDER are needed"));
        }
        break;
    default:
        return argument_take(&given->profile, key, arg, state, NULL);
    }
    return 0;
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("PROFILE -o FOLDER"),
        .doc = N_("Writes the blank workbooks in which the tables and the "
                  "settings of a profile are filled in."),
        .argp_domain = "tongbao",
    };
    struct forms_options given = {.profile = NULL};
    struct bulletin_options home = {.no_notes = false};
    struct diags diags = {0};

    command_parse(&argp, argc, argv, &given);
    if (bulletin_options_settle(&home, &diags)) {
        given.home = home.job.home;
        forms_write(&given, stdout, &diags);
    }
    return command_finish(&diags, true);
}

const struct command command_forms = {
    .name = "forms",
    .summary = N_("write the blank workbooks of a profile"),
    .run = run,
};
