#include "gen/model/roster_index.h"
#include "gen/model/spelling.h"

enum { MAX_NEAREST = 16 };

const struct unit *
roster_find(const struct roster *roster, struct str name)
{
    struct strbuf folded = {0};
    int32_t found;

    if (!roster->index) {
        return NULL;
    }
    spelling_fold(&folded, name);
    found = names_find(&roster->index->exact, strbuf_str(&folded));
    if (found == NAMES_NONE) {
        found = names_find(&roster->index->codes, strbuf_str(&folded));
    }
    if (found == NAMES_NONE) {
        found = roster_index_rule(roster->index, strbuf_str(&folded));
    }
    strbuf_clear(&folded);
    return found >= 0 ? &roster->units[found] : NULL;
}

static size_t
distance_to(const struct unit *unit, struct str folded)
{
    struct strbuf other = {0};
    size_t least = SIZE_MAX;

    for (size_t i = 0; i < unit->n_aliases + 2; i++) {
        struct str name = i == 0   ? unit->full_name
                          : i == 1 ? unit->short_name
                                   : unit->aliases[i - 2];
        size_t distance;
        size_t longer = utf8_count(folded);

        strbuf_cut(&other, 0);
        spelling_fold(&other, name);
        if (longer < utf8_count(strbuf_str(&other))) {
            longer = utf8_count(strbuf_str(&other));
        }
        distance = spelling_distance(folded, strbuf_str(&other));
        if (distance < longer && distance < least) {
            least = distance;
        }
    }
    strbuf_clear(&other);
    return least;
}

size_t
roster_nearest(const struct roster *roster, struct str name,
               const struct unit **units, size_t n)
{
    struct strbuf folded = {0};
    size_t distances[MAX_NEAREST];
    size_t n_found = 0;

    n = n < MAX_NEAREST ? n : MAX_NEAREST;
    spelling_fold(&folded, name);
    for (size_t i = 0; i < roster->n_units; i++) {
        size_t distance = distance_to(&roster->units[i], strbuf_str(&folded));
        size_t at = n_found;

        if (distance == SIZE_MAX) {
            continue;
        }
        while (at > 0 && distances[at - 1] > distance) {
            at--;
        }
        if (at >= n) {
            continue;
        }
        n_found += n_found < n;
        for (size_t k = n_found - 1; k > at; k--) {
            distances[k] = distances[k - 1];
            units[k] = units[k - 1];
        }
        distances[at] = distance;
        units[at] = &roster->units[i];
    }
    strbuf_clear(&folded);
    return n_found;
}
