#include "cmd/argument.h"
#include "cmd/command.h"

#include "gen/bulletin/verify.h"

struct given {
    struct verify_options verify;
    bool no_notes;
};

static const struct argp_option options[] = {
    {"rebuild", 'r', NULL, 0,
     N_("build again from the package's own data and compare"), 0},
    {"against", 'a', N_("EDITED.docx|.xlsx"), 0,
     N_("list what was changed in a document or a workbook since it was "
        "built"),
     0},
    {"quiet", 'q', NULL, 0, N_("print no notes"), 0},
    {0},
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;

    switch (key) {
    case 'r':
        given->verify.rebuild = true;
        break;
    case 'a':
        given->verify.against = arg;
        break;
    case 'q':
        given->no_notes = true;
        break;
    default:
        return argument_take(&given->verify.package, key, arg, state,
                             _("the package is needed"));
    }
    return 0;
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("PACKAGE.zip"),
        .doc = N_("Checks that a package is whole, names everything that is "
                  "broken, and can build its notice again."),
        .argp_domain = "tongbao",
    };
    struct given given = {.no_notes = false};
    struct diags diags = {0};

    command_parse(&argp, argc, argv, &given);
    given.verify.home = command_home(&diags);
    if (given.verify.home) {
        verify_run(&given.verify, stdout, &diags);
    }
    return command_finish(&diags, !given.no_notes);
}

const struct command command_verify = {
    .name = "verify",
    .summary = N_("check a package, and build its notice again"),
    .run = run,
};
