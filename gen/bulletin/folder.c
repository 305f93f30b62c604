#include "gen/bulletin/folder.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gen/model/spelling.h"

/* What the office programs put beside a file while it is open. */
static bool
is_lock(const char *name)
{
    return strncmp(name, "~$", 2) == 0;
}

static bool
is_passed_over(const char *name)
{
    return name[0] == '.' || is_lock(name) ||
           strcasecmp(name, "Thumbs.db") == 0 ||
           strcasecmp(name, "desktop.ini") == 0 ||
           str_ends_with(str_from(name), STR("~")) ||
           str_ends_with(str_from(name), STR(".tmp"));
}

static int
compare(const void *a, const void *b)
{
    return str_compare(*(const struct str *)a, *(const struct str *)b);
}

static void
add_name(struct folder *folder, struct str name, size_t *room,
         struct arena *arena)
{
    if (folder->n_names == *room) {
        *room = *room ? *room * 2 : 32;
        folder->names = arena_grow(arena, folder->names, folder->n_names, *room,
                                   sizeof *folder->names);
    }
    folder->names[folder->n_names++] = arena_str(arena, name);
}

static const char *
path_of(const struct folder *folder, size_t i, struct arena *arena)
{
    return arena_strf(arena, "%s/%.*s", folder->path, STR_ARG(folder->names[i]))
        .ptr;
}

static bool
stamp(const char *path, struct folder_stamp *out)
{
    struct stat st;

    if (stat(path, &st) != 0) {
        *out = (struct folder_stamp){.size = -1};
        return false;
    }
    *out = (struct folder_stamp){
        .device = st.st_dev,
        .inode = st.st_ino,
        .size = st.st_size,
        .changed = {st.st_mtim.tv_sec, st.st_mtim.tv_nsec, st.st_ctim.tv_sec,
                    st.st_ctim.tv_nsec},
    };
    return true;
}

static void
stamp_all(struct folder *folder, struct arena *arena)
{
    folder->stamps =
        arena_alloc(arena, (folder->n_names + 1) * sizeof *folder->stamps);
    for (size_t i = 0; i < folder->n_names; i++) {
        stamp(path_of(folder, i, arena), &folder->stamps[i]);
    }
}

/* name is a lock file: what it locks is read as it was saved last. */
static void
warn_of_open_file(const struct folder *folder, DIR *dir, const char *name,
                  struct arena *arena, struct diags *diags)
{
    struct location at = {
        .path = arena_strf(arena, "%s/%s", folder->path, name + 2).ptr};
    struct stat st;

    if (fstatat(dirfd(dir), name + 2, &st, 0) == 0) {
        diag_warning(diags, at,
                     _("is open in WPS or Office: what is not saved there is "
                       "not read"));
        diag_advise(diags, _("save and close it, then start again"));
    }
}

/* A link that leads nowhere is no file; what the machine cannot look at is not
 * left out in silence. */
static bool
is_file(const struct folder *folder, DIR *dir, const char *name, bool *is,
        struct diags *diags)
{
    struct location at = {.path = folder->path, .place = name};
    struct stat st;
    bool is_seen = fstatat(dirfd(dir), name, &st, 0) == 0;

    *is = is_seen && S_ISREG(st.st_mode);
    return is_seen || errno == ENOENT || errno == ELOOP ||
           diag_system(diags, at, "%s: %s", _("cannot be looked at"),
                       strerror(errno));
}

bool
folder_read(struct folder *folder, const char *path, struct arena *arena,
            struct diags *diags)
{
    struct location at = {.path = path};
    struct str clean = str_from(path);
    DIR *dir = opendir(path);
    const struct dirent *entry;
    size_t room = 0;
    bool ok = true;

    *folder = (struct folder){0};
    if (!dir) {
        if (errno == ENOENT || errno == ENOTDIR) {
            return diag_error(diags, at,
                              errno == ENOENT ? _("there is no such folder")
                                              : _("is not a folder"));
        }
        return diag_system(diags, at, _("the folder cannot be read: %s"),
                           strerror(errno));
    }
    while (clean.len > 1 && clean.ptr[clean.len - 1] == '/') {
        clean.len--;
    }
    folder->path = arena_cstr(arena, clean);
    while ((entry = readdir(dir))) {
        bool is = false;

        if (is_lock(entry->d_name)) {
            warn_of_open_file(folder, dir, entry->d_name, arena, diags);
        }
        if (!is_passed_over(entry->d_name)) {
            ok = is_file(folder, dir, entry->d_name, &is, diags) && ok;
        }
        if (is) {
            add_name(folder, str_from(entry->d_name), &room, arena);
        }
    }
    closedir(dir);
    if (folder->n_names) {
        qsort(folder->names, folder->n_names, sizeof *folder->names, compare);
    }
    stamp_all(folder, arena);
    folder->is_used = arena_alloc(arena, folder->n_names + 1);
    return ok;
}

/* Name before its last dot. */
static struct str
stem_of(struct str name)
{
    size_t i = name.len;

    while (i > 0 && name.ptr[i - 1] != '.') {
        i--;
    }
    return i ? str_slice(name, 0, i - 1) : name;
}

static bool
is_table(struct str name)
{
    static const char *const others[] = {".txt", ".md",  ".docx",
                                         ".xml", ".sql", ".zip"};

    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        if (str_ends_with(name, str_from(others[i]))) {
            return false;
        }
    }
    return true;
}

const char *
folder_find_table(struct folder *folder, struct str stem, struct arena *arena,
                  struct diags *diags, bool *failed)
{
    const char *found = NULL;
    struct str first = {NULL, 0};

    for (size_t i = 0; i < folder->n_names; i++) {
        struct str name = folder->names[i];
        struct location at = {.path = folder->path};

        if (!is_table(name) ||
            !(str_equals(stem_of(name), stem) || str_equals(name, stem))) {
            continue;
        }
        folder->is_used[i] = true;
        if (found) {
            *failed = true;
            diag_error(diags, at, _("holds both %.*s and %.*s"), STR_ARG(first),
                       STR_ARG(name));
            diag_advise(diags, _("keep the one that counts, move the other "
                                 "elsewhere"));
            return NULL;
        }
        first = name;
        found = path_of(folder, i, arena);
    }
    return found;
}

struct str
folder_find_like(const struct folder *folder, struct str stem)
{
    struct str like = {NULL, 0};
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < folder->n_names; i++) {
        struct str name = folder->names[i];
        struct str other = stem_of(name);
        size_t distance = spelling_distance(stem, other);
        bool holds = str_find(other, stem, 0) != SIZE_MAX;

        if (folder->is_used[i] || !is_table(name) ||
            (!holds && spelling_nearest(stem, &other, 1) == SIZE_MAX)) {
            continue;
        }
        distance = holds ? 0 : distance + 1;
        if (distance < least) {
            least = distance;
            like = name;
        }
    }
    return like;
}

const char *
folder_find(struct folder *folder, struct str name, struct arena *arena)
{
    for (size_t i = 0; i < folder->n_names; i++) {
        if (str_equals(folder->names[i], name)) {
            folder->is_used[i] = true;
            return path_of(folder, i, arena);
        }
    }
    return NULL;
}

bool
folder_take(const struct folder *folder, size_t i, struct source *source,
            struct diags *diags)
{
    struct arena arena = {0};
    struct location at = {.path = path_of(folder, i, &arena)};
    struct folder_stamp now;
    bool ok = source_open(source, at.path, 0, diags);

    if (ok && (!stamp(at.path, &now) ||
               memcmp(&now, &folder->stamps[i], sizeof now) != 0)) {
        source_close(source);
        ok = diag_error(diags, at,
                        _("was changed while the bulletin was built"));
        diag_advise(diags, _("build again when nobody works on it"));
    }
    arena_clear(&arena);
    return ok;
}

struct str
folder_own_name(const struct folder *folder, struct arena *arena)
{
    char resolved[PATH_MAX];
    const char *path =
        realpath(folder->path, resolved) ? resolved : folder->path;
    const char *slash = strrchr(path, '/');

    return arena_str(arena, str_from(slash ? slash + 1 : path));
}
