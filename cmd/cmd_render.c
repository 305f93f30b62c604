#include "cmd/argument.h"
#include "cmd/command.h"

#include <string.h>

#include "gen/base/outfile.h"
#include "gen/render/docx.h"
#include "gen/render/xlsx.h"
#include "gen/template/json_data.h"

struct render_options {
    const char *template;
    const char *data;
    const char *output;
    const char *base;
    enum missing missing;
    bool notes;
    bool by_table;
};

static const struct argp_option options[] = {
    {"output", 'o', N_("FILE"), 0, N_("the .docx or .xlsx to write"), 0},
    {"missing", 'm', N_("WHAT"), 0,
     N_("what a name without data gives: error (default) or empty"), 0},
    {"base", 'b', N_("FOLDER"), 0, N_("what a bare .xml template is laid over"),
     0},
    {"sheets", 's', N_("WHAT"), 0,
     N_("sheets of an .xlsx: one for the document (default) or one for each "
        "table"),
     0},
    {"notes", 'n', NULL, 0, N_("print notes too"), 0},
    {0},
};

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct render_options *render = state->input;

    switch (key) {
    case 'o':
        render->output = arg;
        break;
    case 'b':
        render->base = arg;
        break;
    case 'n':
        render->notes = true;
        break;
    case 's':
        if (strcmp(arg, "document") != 0 && strcmp(arg, "table") != 0) {
            command_refuse(state, _("--sheets is document or table, not “%s”"),
                           arg);
        }
        render->by_table = strcmp(arg, "table") == 0;
        break;
    case 'm':
        if (strcmp(arg, "error") != 0 && strcmp(arg, "empty") != 0) {
            command_refuse(state, _("--missing is error or empty, not “%s”"),
                           arg);
        }
        render->missing =
            strcmp(arg, "empty") == 0 ? MISSING_EMPTY : MISSING_ERROR;
        break;
    case ARGP_KEY_ARG:
        if (!render->template) {
            render->template = arg;
        } else if (!render->data) {
            render->data = arg;
        } else {
            argument_refuse(state, arg);
        }
        break;
    case ARGP_KEY_END:
        if (!render->data || !render->output) {
            command_refuse(state, "%s",
                           _("a template, its data and -o FILE are needed"));
        }
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* By the ending of its name. */
static bool
write_output(const char *path, const struct render_options *render,
             const struct template *template, const struct scope *scope,
             struct evaluator *evaluator, struct diags *diags)
{
    struct xlsx_options workbook = {
        .by_table = render->by_table,
        .created = {2000, 1, 1}, /* the same data give the same bytes */
    };

    if (str_ends_with(str_from(path), STR(".xlsx"))) {
        return xlsx_render(path, template, scope, evaluator, &workbook, diags);
    }
    return docx_render(path, template, scope, evaluator, diags);
}

static bool
render(const struct render_options *render, struct diags *diags)
{
    struct template_source source = {.path = render->template,
                                     .base_folder = render->base};
    struct arena arena = {0};
    struct arena temporary = {0};
    struct evaluator evaluator = {.missing = render->missing,
                                  .arena = &temporary};
    struct template template;
    struct outfile out;
    struct dataset dataset;
    struct scope scope;
    struct value root;
    bool ok = json_data_read(render->data, &root, &arena, diags);

    ok = template_read(&template, &source, &arena, diags) && ok;
    if (ok && outfile_open(&out, render->output, diags)) {
        scope = json_data_scope(&root, &dataset);
        ok = write_output(out.path, render, &template, &scope, &evaluator,
                          diags) &&
             outfile_commit(&out, diags);
        outfile_discard(&out);
    }
    evaluator_clear(&evaluator);
    arena_clear(&temporary);
    arena_clear(&arena);
    return ok;
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("TEMPLATE.docx DATA.json -o OUT.docx"),
        .doc = N_("Renders one template with data from a JSON file."),
        .argp_domain = "tongbao",
    };
    struct render_options given = {.missing = MISSING_ERROR};
    struct diags diags = {0};

    command_parse(&argp, argc, argv, &given);
    if (!given.base) {
        const char *home = home_folder();
        static char base[4096];

        snprintf(base, sizeof base, "%s/templates/base", home ? home : ".");
        given.base = base;
    }
    render(&given, &diags);
    return command_finish(&diags, given.notes);
}

const struct command command_render = {
    .name = "render",
    .summary = N_("render one template with data from a JSON file"),
    .run = run,
};
