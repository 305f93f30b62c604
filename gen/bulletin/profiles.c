#include "gen/bulletin/profiles.h"

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
profiles_find_for(const char *home, struct str folder_name,
                  struct arena *arena)
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
