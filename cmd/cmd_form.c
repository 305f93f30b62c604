#include "cmd/argument.h"
#include "cmd/command.h"

#include "gen/base/diag_json.h"
#include "gen/form/form.h"

struct given {
    const char *path;
    bool json;
    bool no_notes;
};

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, N_("print the findings as a JSON array"), 0},
    {"quiet", 'q', NULL, 0, N_("print no notes"), 0},
    {0},
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;

    switch (key) {
    case 'j':
        given->json = true;
        break;
    case 'q':
        given->no_notes = true;
        break;
    default:
        return argument_take(&given->path, key, arg, state,
                             _("a .docx is needed"));
    }
    return 0;
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("FILE.docx"),
        .doc = N_("Checks the official form (GB/T 9704-2012) of any Word "
                  "document: paper, lines, fonts, numbering, attachments, "
                  "punctuation.  Writes nothing."),
        .argp_domain = "tongbao",
    };
    struct given given = {.path = NULL};
    struct diags diags = {0};
    int status;

    command_parse(&argp, argc, argv, &given);
    form_check(given.path, &diags);
    if (!given.json) {
        return command_finish_counted(&diags, !given.no_notes);
    }
    diags_print_json(&diags, stdout, !given.no_notes);
    status = diags_status(&diags);
    diags_clear(&diags);
    return status;
}

const struct command command_form = {
    .name = "form",
    .summary = N_("check the official form of a .docx"),
    .run = run,
};
