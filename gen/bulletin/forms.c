#include "gen/bulletin/forms.h"

#include "gen/base/outdir.h"
#include "gen/bulletin/blank_form.h"
#include "gen/bulletin/profiles.h"

struct forms {
    const struct forms_options *options;
    struct profile profile;
    struct roster roster;
    struct outdir dir;
    struct arena arena;
    struct diags *diags;
};

/* The blank form asks for what this profile needs: of the settings that all
 * profiles share only the one that names the period before, where the views
 * read its tables. */
static void
leave_out_shared(struct profile *profile, struct arena *arena)
{
    struct schema *schema = &profile->settings;
    size_t n = 0;

    for (size_t i = 0; i < schema->n_columns; i++) {
        struct str name = schema->columns[i].name;
        struct str prefix = arena_strf(arena, "%.*s.", STR_ARG(name));

        if (!schema->columns[i].is_shared ||
            str_find(profile->views, prefix, 0) != SIZE_MAX) {
            schema->columns[n++] = schema->columns[i];
        }
    }
    schema->n_columns = n;
}

static bool
read_profile(struct forms *forms)
{
    const struct forms_options *options = forms->options;
    struct arena *arena = &forms->arena;
    const char *path = profiles_find(options->home, options->profile, arena);
    struct profile_files files;

    if (!path) {
        return profiles_report_missing(options->home, options->profile, NULL,
                                       forms->diags);
    }
    files.schema = arena_strf(arena, "%s/data/bulletin.rng", options->home).ptr;
    files.settings =
        arena_strf(arena, "%s/data/settings.xml", options->home).ptr;
    if (!profile_read(&forms->profile, path, &files, arena, forms->diags)) {
        return false;
    }
    leave_out_shared(&forms->profile, arena);
    return forms->profile.roster_file.len == 0 ||
           roster_read(&forms->roster,
                       arena_strf(arena, "%s/%.*s", path,
                                  STR_ARG(forms->profile.roster_file))
                           .ptr,
                       arena, forms->diags);
}

static bool
write_form(struct forms *forms, const struct schema *schema)
{
    struct arena arena = {0};
    struct book book;
    const struct roster *roster = forms->roster.n_units ? &forms->roster : NULL;
    bool ok;

    book_init(&book, &arena);
    if (schema == &forms->profile.settings) {
        blank_form_of_settings(&book, &forms->profile, roster);
    } else {
        blank_form_of_table(&book, schema, roster);
    }
    ok = book_write(&book,
                    arena_strf(&arena, "%s/%.*s.xlsx", forms->dir.work.path,
                               STR_ARG(schema->file))
                        .ptr,
                    forms->diags);
    arena_clear(&arena);
    return ok;
}

static void
list_form(const struct forms *forms, const struct schema *schema, FILE *out)
{
    fprintf(out, _("wrote %s/%.*s.xlsx\n"), forms->options->output,
            STR_ARG(schema->file));
}

static bool
write_forms(struct forms *forms, FILE *out)
{
    const struct profile *profile = &forms->profile;
    struct location at = {.path = forms->options->output};
    bool ok = write_form(forms, &profile->settings);

    for (size_t i = 0; ok && i < profile->n_tables; i++) {
        ok = write_form(forms, &profile->tables[i]);
    }
    if (!ok) {
        return false;
    }
    /* Said before it is done, for what cannot be said must not be done. */
    list_form(forms, &profile->settings, out);
    for (size_t i = 0; i < profile->n_tables; i++) {
        list_form(forms, &profile->tables[i], out);
    }
    if (fflush(out)) {
        return diag_system(forms->diags, at, "%s",
                           _("standard output cannot be written"));
    }
    return outdir_commit(&forms->dir, forms->diags);
}

bool
forms_write(const struct forms_options *options, FILE *out, struct diags *diags)
{
    struct forms forms = {.options = options, .diags = diags};
    bool ok = read_profile(&forms) &&
              outdir_open(&forms.dir, options->output, options->force, diags);

    if (ok) {
        ok = write_forms(&forms, out);
        outdir_discard(&forms.dir);
    }
    arena_clear(&forms.arena);
    return ok;
}
