#include "gen/bulletin/pack_name.h"

#include <strings.h>

enum { MAX_ENDING = 8 };

static bool
is_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') ||
           (c >= 'A' && c <= 'Z');
}

static bool
is_plain(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        char c = name.ptr[i];

        if (!is_letter(c) && (i == 0 || (c != '.' && c != '_' && c != '-'))) {
            return false;
        }
    }
    return name.len > 0;
}

/* ".csv", or nothing where the name has no such ending. */
static struct str
ending(struct str name)
{
    size_t dot = name.len;

    while (dot > 0 && is_letter(name.ptr[dot - 1])) {
        dot--;
    }
    if (dot == 0 || name.ptr[dot - 1] != '.' || dot == name.len ||
        name.len - dot > MAX_ENDING) {
        return STR("");
    }
    return str_slice(name, dot - 1, name.len);
}

/* Without regard to case, as some file systems have it. */
static bool
is_free(const struct bag *bag, struct str path)
{
    for (size_t i = 0; i < bag->n_files; i++) {
        struct str taken = bag->files[i]->path;

        if (taken.len == path.len &&
            strncasecmp(taken.ptr, path.ptr, path.len) == 0) {
            return false;
        }
    }
    return true;
}

static size_t
n_files_below(const struct bag *bag, const char *folder)
{
    size_t n = 0;

    for (size_t i = 0; i < bag->n_files; i++) {
        n += str_starts_with(bag->files[i]->path, str_from(folder));
    }
    return n;
}

struct str
pack_name(const struct bag *bag, const char *folder, struct str name,
          const char *word)
{
    struct str path = arena_strf(bag->arena, "%s%.*s", folder, STR_ARG(name));

    if (is_plain(name) && is_free(bag, path)) {
        return path;
    }
    for (size_t i = n_files_below(bag, folder) + 1;; i++) {
        path = arena_strf(bag->arena, "%s%s-%02zu%.*s", folder, word, i,
                          STR_ARG(ending(name)));
        if (is_free(bag, path)) {
            return path;
        }
    }
}
