#include "cmd/argument.h"
#include "cmd/bulletin_options.h"

#include <string.h>

#include "gen/input/grid.h"
#include "gen/model/rowset_print.h"
#include "gen/template/nearest.h"
#include "gen/template/template.h"

struct given {
    struct bulletin_options bulletin;
    const char *stage;
    const char *words[2];
    size_t n_words;
    const char *sheet;
    bool json;
};

static const struct argp_option options[] = {
    {"sheet", 's', N_("NAME"), 0, N_("only this sheet (grid)"), 0},
    {"json", 'j', NULL, 0, N_("print JSON"), 0},
    {0},
};

static size_t
words_needed(const char *stage)
{
    if (strcmp(stage, "grid") == 0 || strcmp(stage, "tree") == 0) {
        return 1;
    }
    return strcmp(stage, "table") == 0 || strcmp(stage, "view") == 0 ? 2 : 0;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct given *given = state->input;

    switch (key) {
    case ARGP_KEY_INIT:
        state->child_inputs[0] = &given->bulletin;
        break;
    case 's':
        given->sheet = arg;
        break;
    case 'j':
        given->json = true;
        break;
    case ARGP_KEY_ARG:
        if (!given->stage) {
            given->stage = arg;
        } else if (given->n_words < 2) {
            given->words[given->n_words++] = arg;
        } else {
            argument_refuse(state, arg);
        }
        break;
    case ARGP_KEY_END:
        if (!given->stage || words_needed(given->stage) == 0 ||
            given->n_words != words_needed(given->stage)) {
            command_refuse(state, "%s",
                           _("say what to show: grid FILE, table NAME FOLDER, "
                             "view NAME FOLDER or tree TEMPLATE"));
        }
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static void
show_grid(const struct given *given, struct diags *diags)
{
    struct grid_options reading = {.sheet = given->sheet,
                                   .charset = given->bulletin.job.charset};
    struct arena arena = {0};
    struct grid grid;

    if (grid_read(&grid, given->words[0], &reading, &arena, diags)) {
        if (given->json) {
            grid_print_json(&grid, stdout);
        } else {
            grid_print(&grid, stdout);
        }
    }
    arena_clear(&arena);
}

static void
report_unknown(const struct store *store, struct str name, const char *folder,
               struct diags *diags)
{
    struct location at = {.path = folder};
    struct nearest nearest = nearest_to(name);

    for (size_t i = 0; i < store_n_names(store); i++) {
        nearest_try(&nearest, store_name(store, i));
    }
    diag_error(diags, at, _("there is no table or view “%.*s”"), STR_ARG(name));
    if (nearest.best.len) {
        diag_advise(diags, _("the nearest name is “%.*s”"),
                    STR_ARG(nearest.best));
    }
}

static void
show_rows(struct given *given, struct diags *diags)
{
    struct str name = str_from(given->words[0]);
    struct job job = {.store = NULL};
    const struct rowset *rows = NULL;

    if (!bulletin_options_settle(&given->bulletin, diags)) {
        return;
    }
    given->bulletin.job.folder = given->words[1];
    given->bulletin.job.reads_only = true;
    job_open(&job, &given->bulletin.job, diags);
    if (job.store && store_has(job.store, name)) {
        rows = store_read(job.store, name, strcmp(given->stage, "table") == 0,
                          &job.arena, diags);
    } else if (job.store) {
        report_unknown(job.store, name, given->words[1], diags);
    }
    if (rows && given->json) {
        rowset_print_json(rows, stdout);
    } else if (rows) {
        rowset_print(rows, stdout);
    }
    job_close(&job);
}

/* A template alone knows no text blocks: their names stand for them. */
static bool
name_prose(void *user, struct str name, struct str *text, const char **path)
{
    *text = arena_strf(user, "> %.*s", STR_ARG(name));
    *path = NULL;
    return true;
}

static void
show_tree(const struct given *given, struct diags *diags)
{
    struct arena arena = {0};
    const struct prose_source proses = {&arena, name_prose};
    const char *home = home_folder();
    struct template_source source = {
        .path = given->words[0],
        .base_folder =
            arena_strf(&arena, "%s/templates/base", home ? home : ".").ptr,
        .proses = &proses,
    };
    struct template template;

    if (template_read(&template, &source, &arena, diags)) {
        if (given->json) {
            tree_print_json(template.body->root, stdout);
        } else {
            tree_print(template.body->root, stdout);
        }
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
        .args_doc = N_("grid FILE\ntable NAME FOLDER\nview NAME FOLDER\n"
                       "tree TEMPLATE"),
        .doc = N_("Shows what one stage made of its input: a file's cells, a "
                  "table's or view's rows, a template's tree."),
        .children = children,
        .argp_domain = "tongbao",
    };
    struct given given = {.stage = NULL};
    struct diags diags = {0};

    command_parse(&argp, argc, argv, &given);
    if (strcmp(given.stage, "grid") == 0) {
        show_grid(&given, &diags);
    } else if (strcmp(given.stage, "tree") == 0) {
        show_tree(&given, &diags);
    } else {
        show_rows(&given, &diags);
    }
    return command_finish(&diags, !given.bulletin.no_notes);
}

const struct command command_show = {
    .name = "show",
    .summary = N_("show what one stage made of its input"),
    .run = run,
};
