#include "cmd/argument.h"
#include "cmd/command.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/base/outfile.h"
#include "gen/bulletin/document.h"
#include "gen/bulletin/inspection.h"
#include "gen/bulletin/skeleton.h"
#include "gen/template/copy.h"

struct template_options {
    const char *verb;
    const char *profile; /* to be made: its name */
    const char *folder;  /* where the copies, or the new profile, go */
    const char *notice;  /* to begin a profile from */
    bool force;
};

static const struct argp_option options[] = {
    {"force", 'f', NULL, 0, N_("replace files that are there (export)"), 0},
    {"from", 'n', N_("NOTICE.txt"), 0,
     N_("begin with this notice, with tags or without (new)"), 0},
    {"output", 'o', N_("FOLDER"), 0,
     N_("where the new profile goes instead of templates/NAME (new)"), 0},
    {0},
};

static bool
is_complete(const struct template_options *given)
{
    if (!given->profile) {
        return false;
    }
    if (strcmp(given->verb, "new") == 0) {
        return given->notice && !strchr(given->profile, '/');
    }
    return given->folder && !given->notice &&
           strcmp(given->verb, "export") == 0;
}

static error_t
parse_option(int key, char *arg, struct argp_state *state)
{
    struct template_options *given = state->input;
    const char **words[] = {&given->verb, &given->profile, &given->folder};

    switch (key) {
    case 'f':
        given->force = true;
        break;
    case 'n':
        given->notice = arg;
        break;
    case 'o':
        given->folder = arg;
        break;
    case ARGP_KEY_ARG:
        if (state->arg_num >= 3) {
            argument_refuse(state, arg);
        }
        *words[state->arg_num] = arg;
        break;
    case ARGP_KEY_END:
        if (!is_complete(given)) {
            command_refuse(
                state, "%s",
                _("write: export, the profile, and a folder for its "
                  "templates; or: new, the profile's name, and --from "
                  "a notice"));
        }
        break;
    default:
        return ARGP_ERR_UNKNOWN;
    }
    return 0;
}

static bool
make_folder(const char *path, struct diags *diags)
{
    struct location at = {.path = path};
    struct stat st;

    if (stat(path, &st) == 0 && !S_ISDIR(st.st_mode)) {
        return diag_error(diags, at, _("is there already and is not a folder"));
    }
    return mkdir(path, 0777) == 0 || errno == EEXIST ||
           diag_system(diags, at, _("the folder cannot be made: %s"),
                       strerror(errno));
}

/* One bare template, faulty or not, as a .docx to draw on. */
static bool
export_one(struct inspection *inspection, const struct template_options *given,
           const char *path, struct str name)
{
    struct job *job = &inspection->job;
    struct diags faults = {0}; /* lint tells of them */
    struct template_source source = {
        .path = path,
        .base = document_base(job),
        .proses = &inspection->proses,
    };
    const char *target =
        arena_strf(&job->arena, "%s/%.*s.docx", given->folder, STR_ARG(name))
            .ptr;
    struct location at = {.path = target};
    struct template template;
    struct outfile out;
    bool ok = true;

    if (!given->force && access(target, F_OK) == 0) {
        diag_error(job->diags, at, _("is there already"));
        diag_advise(job->diags, _("--force replaces it"));
        return false;
    }
    template_read(&template, &source, &job->arena, &faults);
    diags_clear(&faults);
    if (!template.body) {
        at.path = path;
        return diag_error(job->diags, at, _("cannot be read as a template"));
    }
    ok = outfile_open(&out, target, job->diags);
    if (ok) {
        ok = copy_write(out.path, &template, job->diags) &&
             outfile_commit(&out, job->diags);
        outfile_discard(&out);
    }
    if (ok) {
        printf(_("wrote %s\n"), target);
    }
    return ok;
}

static void
export_all(struct inspection *inspection, const struct template_options *given)
{
    struct job *job = &inspection->job;
    const struct profile *profile = &job->profile;

    for (size_t i = 0; i < profile->n_documents; i++) {
        struct str name = profile->documents[i].template;
        const char *path = document_find_template(job, name);
        bool is_first = true;

        for (size_t k = 0; k < i; k++) {
            is_first &= !str_equals(profile->documents[k].template, name);
        }
        if (path && is_first && str_ends_with(str_from(path), STR(".xml"))) {
            export_one(inspection, given, path, name);
        }
    }
}

static void export(const struct template_options *given, const char *home,
                   struct diags *diags)
{
    struct job_options job = {.home = home, .profile = given->profile};
    struct inspection inspection;

    if (inspection_open(&inspection, &job, diags) &&
        make_folder(given->folder, diags)) {
        export_all(&inspection, given);
    }
    inspection_close(&inspection);
}

/* A profile from a notice in plain text. */
static void
begin(const struct template_options *given, const char *home,
      struct diags *diags)
{
    struct arena arena = {0};
    struct skeleton_options skeleton = {
        .home = home, .folder = given->folder, .name = given->profile};
    struct notice notice;

    if (!skeleton.folder) {
        skeleton.folder =
            arena_strf(&arena, "%s/templates/%s", home, given->profile).ptr;
    }
    if (notice_read(&notice, given->notice, &arena, diags) &&
        skeleton_write(&notice, &skeleton, &arena, stdout, diags)) {
        printf(_("now complete bulletin.xml, views.sql and the roster in %s; "
                 "then: tongbao lint %s\n"),
               skeleton.folder, skeleton.folder);
    }
    arena_clear(&arena);
}

static int
run(int argc, char **argv)
{
    static const struct argp argp = {
        .options = options,
        .parser = parse_option,
        .args_doc = N_("export PROFILE FOLDER\nnew NAME --from NOTICE.txt"),
        .doc = N_("Writes the bare templates of a profile as .docx, to be "
                  "changed in WPS or Word.  A changed one, put into the "
                  "profile or a bulletin's folder, is used instead of the "
                  "bare one.\n\nOr begins a profile from a notice in plain "
                  "text: title, headings, attachments, signature and tables "
                  "are recognised, tags are kept."),
        .argp_domain = "tongbao",
    };
    struct template_options given = {.force = false};
    const char *home = home_folder();
    struct diags diags = {0};

    command_parse(&argp, argc, argv, &given);
    home = home ? home : ".";
    if (strcmp(given.verb, "new") == 0) {
        begin(&given, home, &diags);
    } else {
        export(&given, home, &diags);
    }
    return command_finish(&diags, true);
}

const struct command command_template = {
    .name = "template",
    .summary =
        N_("export a profile's templates to draw on, or begin a profile"),
    .run = run,
};
