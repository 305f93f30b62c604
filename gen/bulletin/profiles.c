#include "gen/bulletin/profiles.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool
is_profile(const char *path, struct arena *arena)
{
    return access(arena_strf(arena, "%s/bulletin.xml", path).ptr, R_OK) == 0;
}

static const char *
find_named(const char *home, struct str name, struct arena *arena)
{
    const char *path =
        arena_strf(arena, "%s/templates/%.*s", home, STR_ARG(name)).ptr;

    return is_profile(path, arena) ? path : NULL;
}

const char *
profiles_find(const char *home, const char *given, struct arena *arena)
{
    if (strchr(given, '/')) {
        return is_profile(given, arena) ? given : NULL;
    }
    return find_named(home, str_from(given), arena);
}

const char *
profiles_find_for(const char *home, struct str folder_name, struct arena *arena)
{
    for (size_t i = folder_name.len; i > 0; i--) {
        if (i == folder_name.len || folder_name.ptr[i] == '-') {
            const char *path =
                find_named(home, str_slice(folder_name, 0, i), arena);

            if (path) {
                return path;
            }
        }
    }
    return NULL;
}

/* ---- which there are ---- */

static int
compare(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static void
add_names(struct strbuf *names, const char *home, struct arena *arena)
{
    struct dirent **entries = NULL;
    int n = scandir(arena_strf(arena, "%s/templates", home).ptr, &entries, NULL,
                    compare);

    for (int i = 0; i < n; i++) {
        const char *name = entries[i]->d_name;

        if (name[0] != '.' && find_named(home, str_from(name), arena)) {
            strbuf_addf(names, "%s%s", names->len ? _(", ") : "", name);
        }
        free(entries[i]);
    }
    free(entries);
}

/* A folder beside the user that has to be told from a name. */
static bool
is_folder_without_slash(const char *given, struct arena *arena)
{
    return !strchr(given, '/') && is_profile(given, arena);
}

static void
report_unknown(const char *home, const char *given, struct diags *diags)
{
    struct location at = {.path = given};
    struct arena arena = {0};
    struct strbuf names = {0};

    diag_error(diags, at, _("there is no such profile"));
    add_names(&names, home, &arena);
    if (is_folder_without_slash(given, &arena)) {
        diag_advise(diags, _("write ./%s for the folder"), given);
    } else if (names.len) {
        diag_advise(diags, _("there are: %s"), names.ptr);
    }
    strbuf_clear(&names);
    arena_clear(&arena);
}

bool
profiles_report_missing(const char *home, const char *given, const char *folder,
                        struct diags *diags)
{
    struct location at = {.path = folder};

    if (given) {
        report_unknown(home, given, diags);
        return false;
    }
    diag_error(diags, at,
               _("it is not clear which profile this bulletin follows"));
    diag_advise(diags, _("name the folder PROFILE-PERIOD, such as "
                         "name-2021q4, or give --profile"));
    return false;
}
