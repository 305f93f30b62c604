#include <string.h>

#include "gen/base/mem.h"
#include "gen/model/store_impl.h"

static bool
is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
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
