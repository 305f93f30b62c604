#include "cmd/argument.h"
#include "cmd/bulletin_options.h"
#include "config.h"
#include "gen/bulletin/build.h"

struct given {
    struct bulletin_options bulletin;
    struct build_options build;
};

static const struct argp_option options[] = {
    {"output", 'o', N_("FOLDER"), 0, N_("where the documents go"), 0},
    {"force", 'f', NULL, 0,
     N_("replace outputs that were changed after they were built"), 0},
    {"database", 'd', N_("FILE"), 0,
     N_("keep tables and views as an SQLite database"), 0},
    {0},
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->bulletin;
        break;
    case 'o':
        given->build.output = arg;
        break;
    case 'f':
        given->build.force = true;
        break;
    case 'd':
        given->build.database = arg;
        break;
    case ARGP_KEY_END:
        if (!given->bulletin.job.folder || !*given->bulletin.job.folder ||
            !given->build.output || !*given->build.output) {
            command_refuse(state, "%s",
                           _("the bulletin's folder and -o FOLDER are needed"));
        }
        break;
    default:
        return argument_take(&given->bulletin.job.folder, key, arg, state,
                             NULL);
    }
    return 0;
}

static int
run(int argc, char **argv)
{
    static const struct argp_child children[] = {{&bulletin_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("FOLDER -o OUT"),
        .doc = N_("Builds a bulletin's notice and attachments from its "
                  "folder, and the package of them for the records system: "
                  "all of them, or none."),
        .children = children,
        .argp_domain = "tongbao",
    };
    struct given given = {.build = {.program = "tongbao " VERSION}};
    struct diags diags = {0};
    struct job job = {.store = NULL};
    int status;

    command_parse(&argp, argc, argv, &given);
    if (bulletin_options_settle(&given.bulletin, &diags)) {
        bool ok = job_open(&job, &given.bulletin.job, &diags);

        bulletin_print_inputs(&job, stdout);
        if (ok) {
            build_run(&job, &given.build, stdout);
        }
        job_close(&job);
    }
    status = command_finish_counted(&diags, !given.bulletin.no_notes);
    if (status == STATUS_REJECTED) {
        printf(_("nothing was written: mend the errors, then build again\n"));
    }
    return status;
}

const struct command command_build = {
    .name = "build",
    .summary = N_("build a bulletin's notice and attachments"),
    .run = run,
};
