#include "cmd/argument.h"
#include "cmd/bulletin_options.h"

#include <string.h>

#include "gen/bulletin/report.h"
#include "gen/bulletin/trial.h"

struct given {
    struct bulletin_options bulletin;
    const char *report; /* NULL: none */
};

static const struct argp_option options[] = {
    {"report", 'r', N_("FILE.xlsx"), 0,
     N_("write what was found as a workbook, with a marked copy of each "
        "table"),
     0},
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
    case 'r':
        given->report = arg;
        if (!str_ends_with(str_from(arg), STR(".xlsx"))) {
            command_refuse(state, "%s",
                           _("the report's name must end in .xlsx"));
        }
        break;
    default:
        return argument_take(&given->bulletin.job.folder, key, arg, state,
                             _("the bulletin's folder is needed"));
    }
    return 0;
}

static void
write_report(struct job *job, const struct given *given)
{
    struct report_options report = {given->report, given->bulletin.no_notes};

    if (report_write(job, &report)) {
        printf(_("wrote %s\n"), given->report);
    }
}

/* A word as a shell takes it for one. */
static const char *
shell_word(const char *word, struct arena *arena)
{
    return strpbrk(word, " \t&;|()<>*?$`\"\\#~!")
               ? arena_strf(arena, "'%s'", word).ptr
               : word;
}

/* What the clerk does next. */
static void
print_next(const struct given *given, int status)
{
    const struct job_options *job = &given->bulletin.job;
    struct arena arena = {0};

    if (status == STATUS_DONE) {
        printf(_("nothing stands in the way of: tongbao build %s%s%s -o OUT\n"),
               shell_word(job->folder, &arena), job->profile ? " -p " : "",
               job->profile ? shell_word(job->profile, &arena) : "");
    } else if (status == STATUS_REJECTED && !given->report) {
        printf(_("mend the errors, then check again; --report FILE.xlsx "
                 "lists them as a workbook\n"));
    } else if (status == STATUS_REJECTED) {
        printf(_("mend the errors, then check again\n"));
    }
    arena_clear(&arena);
}

static int
run(int argc, char **argv)
{
    static const struct argp_child children[] = {{&bulletin_argp, 0, NULL, 0},
                                                 {0}};
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("FOLDER"),
        .doc = N_("Reads and checks everything a bulletin is made of and "
                  "reports every finding; writes nothing but the report "
                  "asked for."),
        .children = children,
        .argp_domain = "tongbao",
    };
    struct given given = {.report = NULL};
    struct diags diags = {0};
    struct job job = {.store = NULL};
    int status;

    command_parse(&argp, argc, argv, &given);
    if (bulletin_options_settle(&given.bulletin, &diags)) {
        trial_run(&job, job_open(&job, &given.bulletin.job, &diags));
        bulletin_print_inputs(&job, stdout);
        if (given.report) {
            write_report(&job, &given);
        }
        job_close(&job);
    }
    status = command_finish_counted(&diags, !given.bulletin.no_notes);
    print_next(&given, status);
    return status;
}

const struct command command_check = {
    .name = "check",
    .summary = N_("check a bulletin's tables and report every finding"),
    .run = run,
};
