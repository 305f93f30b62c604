#include <string.h>

#include "gen/base/mem.h"
#include "gen/base/path.h"
#include "gen/model/store_impl.h"

static bool
is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

static bool
is_name_taken(const struct store *store, const char *name)
{
    for (size_t i = 0; i < store->n_files; i++) {
        if (strcmp(store->files[i].name, name) == 0) {
            return true;
        }
    }
    return false;
}

static void
add_file(struct store *store, const char *path)
{
    struct store_file *file;

    store->files = mem_resize(store->files, store->n_files + 1, sizeof *file);
    file = &store->files[store->n_files];
    file->path = arena_cstr(&store->arena, str_from(path));
    file->name = path_name(file->path);
    if (is_name_taken(store, file->name)) {
        file->name = file->path;
    }
    store->n_files++;
}

const char *
store_file_name(struct store *store, const char *path)
{
    size_t i = store->latest_file;

    if (!path) {
        return NULL;
    }
    if (i >= store->n_files || strcmp(store->files[i].path, path) != 0) {
        for (i = 0;
             i < store->n_files && strcmp(store->files[i].path, path) != 0;
             i++) {
        }
    }
    if (i == store->n_files) {
        add_file(store, path);
    }
    store->latest_file = i;
    return store->files[i].name;
}

void
store_place(struct store *store, struct str column, struct location at)
{
    struct store_place *place;

    if (store->n_places == store->places_cap) {
        store->places_cap = store->places_cap ? store->places_cap * 2 : 32;
        store->places =
            mem_resize(store->places, store->places_cap, sizeof *store->places);
    }
    place = &store->places[store->n_places++];
    at.path = arena_cstr(&store->arena, str_from(at.path));
    at.sheet = at.sheet ? arena_cstr(&store->arena, str_from(at.sheet)) : NULL;
    *place = (struct store_place){arena_str(&store->arena, column), at};
}

struct location
store_locate(const struct store *store, struct location at, struct str column)
{
    for (size_t i = 0; i < store->n_files && at.path; i++) {
        if (strcmp(store->files[i].name, at.path) == 0) {
            at.path = store->files[i].path;
            break;
        }
    }
    for (size_t i = 0; i < store->n_places; i++) {
        const struct store_place *place = &store->places[i];

        if (str_equals(place->column, column) &&
            is_same(place->at.path, at.path) &&
            is_same(place->at.sheet, at.sheet)) {
            at.col = place->at.col;
            at.row = place->at.row ? place->at.row : at.row;
            break;
        }
    }
    return at;
}
