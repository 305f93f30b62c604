#include "cmd/argument.h"
#include "cmd/command.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/outfile.h"
#include "gen/bulletin/inspection.h"
#include "gen/template/copy.h"
#include "gen/template/json_data.h"
#include "gen/template/need.h"

struct lint_options {
    struct job_options job;
    const char *what; /* a template, a profile or a bulletin's folder */
    const char *json; /* data to lint a template with; NULL: none */
    const char *copy; /* where the template is to stand annotated */
    bool needs;       /* print which data the templates need */
    bool no_notes;
};

static const struct argp_option options[] = {
    {"profile", 'p', N_("NAME"), 0,
     N_("the office's profile: a name under templates/, or a folder"), 0},
    {"annotate", 'a', N_("OUT.docx"), 0,
     N_("copy the template here with a comment at every fault"), 0},
    {"data", 'd', NULL, 0,
     N_("print which data the template needs, as a JSON Schema"), 0},
    {"quiet", 'q', NULL, 0, N_("print no notes"), 0},
    {0},
};

static bool
is_folder(const char *path)
{
    struct stat st;

    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static bool
is_template(const char *path)
{
    struct str name = str_from(path);

    return str_ends_with(name, STR(".docx")) ||
           str_ends_with(name, STR(".xml"));
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct lint_options *lint = state->input;

    switch (key) {
    case 'p':
        lint->job.profile = arg;
        break;
    case 'a':
        lint->copy = arg;
        break;
    case 'd':
        lint->needs = true;
        break;
    case 'q':
        lint->no_notes = true;
        break;
    case ARGP_KEY_ARG:
        if (!lint->what) {
            lint->what = arg;
        } else if (!lint->json) {
            lint->json = arg;
        } else {
            argument_refuse(state, arg);
        }
        break;
    case ARGP_KEY_END:
        if (!lint->what) {
            command_refuse(state, "%s",
                           _("say what to read: a template, a profile or a "
                             "bulletin's folder"));
        }
        if ((lint->copy || lint->needs) && !is_template(lint->what)) {
            command_refuse(state, "%s",
                           _("--annotate and --data are for one template"));
        }
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

/* The folder as a profile's path, with a slash in it; NULL if it is none. */
static const char *
as_profile(struct str folder, struct arena *arena)
{
    while (folder.len > 1 && folder.ptr[folder.len - 1] == '/') {
        folder.len--;
    }
    if (str_find(folder, STR("/"), 0) == SIZE_MAX) {
        folder = arena_strf(arena, "./%.*s", STR_ARG(folder));
    }
    return access(arena_strf(arena, "%.*s/bulletin.xml", STR_ARG(folder)).ptr,
                  R_OK) == 0
               ? arena_cstr(arena, folder)
               : NULL;
}

/* The profile a template lies in, or NULL. */
static const char *
profile_around(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');

    return as_profile(
        slash ? (struct str){path, (size_t)(slash - path)} : STR("."), arena);
}

/* Which texts there will be is not known. */
static bool
any_prose(void *user, struct str name, struct str *text, const char **path)
{
    (void)user;
    (void)name;
    *text = STR("");
    *path = NULL;
    return true;
}

/* What is asked for besides the findings. */
static void
finish(const struct lint_options *given, const struct template *template,
       const struct dataset *data, struct arena *arena, struct diags *diags)
{
    struct needs needs = {.data = data, .arena = arena};
    struct outfile out;

    if (given->copy && template->body &&
        outfile_open(&out, given->copy, diags)) {
        if (copy_annotate(out.path, template, diags, diags)) {
            outfile_commit(&out, diags);
        }
        outfile_discard(&out);
    }
    if (given->needs) {
        needs_add(&needs, template);
        needs_print(&needs, stdout);
    }
}

/* A template by itself: with JSON data, or with nothing known. */
static void
lint_alone(const struct lint_options *given, struct diags *diags)
{
    const struct prose_source proses = {NULL, any_prose};
    struct arena arena = {0};
    struct template_source source = {
        .path = given->what,
        .base_folder =
            arena_strf(&arena, "%s/templates/base", given->job.home).ptr,
        .proses = &proses,
        .lints = true,
    };
    struct lint lint = {.arena = &arena, .diags = diags};
    struct template template;
    struct dataset dataset;
    struct value root;

    if (given->json && json_data_read(given->json, &root, &arena, diags)) {
        json_data_scope(&root, &dataset);
        lint.data = &dataset;
    }
    template_read(&template, &source, &arena, diags);
    lint_template(&lint, &template);
    finish(given, &template, lint.data, &arena, diags);
    arena_clear(&arena);
}

static void
lint_profile(const struct lint_options *given, struct diags *diags)
{
    struct inspection inspection;
    struct template template;

    if (inspection_open(&inspection, &given->job, diags)) {
        if (is_template(given->what)) {
            inspection_read(&inspection, given->what, &template);
            finish(given, &template, &inspection.job.dataset,
                   &inspection.job.arena, diags);
        } else {
            inspection_run(&inspection);
        }
    }
    inspection_close(&inspection);
}

/* What the argument is: settles profile and folder; false for a template
 * that belongs to no profile. */
static bool
settle(struct lint_options *given, struct arena *arena)
{
    if (is_template(given->what)) {
        if (!given->job.profile && !given->json) {
            given->job.profile = profile_around(given->what, arena);
        }
        return given->job.profile != NULL;
    }
    if (!is_folder(given->what)) {
        given->job.profile = given->what;
        return true;
    }
    if (!as_profile(str_from(given->what), arena)) {
        given->job.folder = given->what;
    } else {
        given->job.profile = as_profile(str_from(given->what), arena);
    }
    return true;
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("TEMPLATE [DATA.json]\nPROFILE\nFOLDER"),
        .doc = N_("Reads templates without making documents and reports "
                  "every fault: of a template, of a whole profile, or of a "
                  "profile with a bulletin's texts."),
        .argp_domain = "tongbao",
    };
    struct lint_options given = {.no_notes = false};
    struct diags diags = {0};
    struct arena arena = {0};

    command_parse(&argp, argc, argv, &given);
    given.job.home = home_folder();
    given.job.home = given.job.home ? given.job.home : ".";
    if (settle(&given, &arena)) {
        lint_profile(&given, &diags);
    } else {
        lint_alone(&given, &diags);
    }
    arena_clear(&arena);
    return given.needs ? command_finish(&diags, !given.no_notes)
                       : command_finish_counted(&diags, !given.no_notes);
}

const struct command command_lint = {
    .name = "lint",
    .summary = N_("report every fault of a template or a profile"),
    .run = run,
};
