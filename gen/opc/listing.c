#include "gen/opc/listing.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "gen/base/mem.h"
#include "gen/opc/relation.h"

enum { MAX_FOLDER_DEPTH = 32 };

/* Without slashes in front, turned the right way. */
static struct str
stored_name(struct arena *arena, struct str name)
{
    struct str stored;

    while (name.len && (*name.ptr == '/' || *name.ptr == '\\')) {
        name = str_slice(name, 1, name.len);
    }
    stored = arena_strf(arena, "/%.*s", STR_ARG(name));
    for (char *p = (char *)stored.ptr; *p; p++) {
        if (*p == '\\') {
            *p = '/';
        }
    }
    return stored;
}

bool
listing_add(struct listing *listing, struct str name, uint64_t index,
            const char *file, struct diags *diags)
{
    struct entry *entry;

    if (listing->n_seen++ == listing->max_entries) {
        return diag_error(diags, (struct location){.path = listing->path},
                          _("more than %llu files are packed in it"),
                          (unsigned long long)listing->max_entries);
    }
    name = stored_name(listing->arena, name);
    if (str_ends_with(name, STR("/"))) {
        return true;
    }
    if (listing->n_entries == listing->cap) {
        listing->cap = listing->cap ? listing->cap * 2 : 64;
        listing->entries = mem_resize(listing->entries, listing->cap,
                                      sizeof *listing->entries);
    }
    entry = &listing->entries[listing->n_entries++];
    entry->name = name;
    entry->key = part_key(listing->arena, name);
    entry->index = index;
    entry->file = file;
    return true;
}

static bool add_folder(struct listing *listing, struct str prefix,
                       unsigned depth, struct diags *diags);

static bool
add_file(struct listing *listing, struct str name, unsigned depth,
         struct diags *diags)
{
    struct arena *arena = listing->arena;
    const char *file =
        arena_strf(arena, "%s/%.*s", listing->path, STR_ARG(name)).ptr;
    struct stat st;

    if (lstat(file, &st) != 0) {
        return diag_system(diags, (struct location){.path = file},
                           _("cannot be opened: %s"), strerror(errno));
    }
    if (S_ISDIR(st.st_mode) && depth < MAX_FOLDER_DEPTH) {
        return add_folder(listing, arena_strf(arena, "%.*s/", STR_ARG(name)),
                          depth + 1, diags);
    }
    return !S_ISREG(st.st_mode) || listing_add(listing, name, 0, file, diags);
}

static bool
add_folder(struct listing *listing, struct str prefix, unsigned depth,
           struct diags *diags)
{
    const char *path =
        arena_strf(listing->arena, "%s/%.*s", listing->path, STR_ARG(prefix))
            .ptr;
    DIR *folder = opendir(path);
    const struct dirent *item;
    bool ok = true;

    if (!folder) {
        return diag_system(diags, (struct location){.path = path},
                           _("cannot be opened: %s"), strerror(errno));
    }
    while (ok && (item = readdir(folder))) {
        struct str name = str_from(item->d_name);

        if (str_is(name, ".") || str_is(name, "..")) {
            continue;
        }
        name = arena_strf(listing->arena, "%.*s%.*s", STR_ARG(prefix),
                          STR_ARG(name));
        ok = add_file(listing, name, depth, diags);
    }
    closedir(folder);
    return ok;
}

static int
compare_names(const void *a, const void *b)
{
    const struct entry *left = a;
    const struct entry *right = b;

    return str_compare(left->name, right->name);
}

bool
listing_add_folder(struct listing *listing, struct diags *diags)
{
    if (!add_folder(listing, STR(""), 0, diags)) {
        return false;
    }
    if (listing->n_entries) {
        qsort(listing->entries, listing->n_entries, sizeof *listing->entries,
              compare_names);
    }
    return true;
}

static int
compare_keys(const void *a, const void *b)
{
    const struct entry *const *left = a;
    const struct entry *const *right = b;

    return str_compare((*left)->key, (*right)->key);
}

bool
listing_sort(struct listing *listing, struct diags *diags)
{
    size_t n = listing->n_entries;
    const struct entry **sorted =
        arena_alloc(listing->arena, n * sizeof(struct entry *));

    for (size_t i = 0; i < n; i++) {
        sorted[i] = &listing->entries[i];
    }
    qsort(sorted, n, sizeof(struct entry *), compare_keys);
    for (size_t i = 1; i < n; i++) {
        if (str_equals(sorted[i - 1]->key, sorted[i]->key)) {
            diag_error(diags,
                       (struct location){.path = listing->path,
                                         .place = sorted[i]->name.ptr + 1},
                       _("the archive holds this part twice"));
            diag_advise(diags, _("programs disagree about which one counts; "
                                 "save the file again in WPS or Excel"));
            return false;
        }
    }
    listing->sorted = sorted;
    return true;
}

const struct entry *
listing_find(const struct listing *listing, struct str name)
{
    struct arena scratch = {0};
    struct entry wanted = {.key = part_key(&scratch, name)};
    const struct entry *key = &wanted;
    const struct entry **found = NULL;

    if (listing->n_entries) {
        found = bsearch(&key, listing->sorted, listing->n_entries,
                        sizeof(struct entry *), compare_keys);
    }
    arena_clear(&scratch);
    return found ? *found : NULL;
}

void
listing_clear(struct listing *listing)
{
    mem_free(listing->entries);
    *listing = (struct listing){0};
}
