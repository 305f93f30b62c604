#include "gen/model/roster_index.h"

#include "gen/model/spelling.h"

enum { MAX_VARIANTS = 8, MAX_CITY = 10 /* characters */ };

/* The name up to its first 市, 县 ..., if that is not all of it. */
static struct str
leading_place(struct str name)
{
    static const char *const ends[] = {"市", "县", "区", "州",
                                       "盟", "旗", "省"};
    const char *p = name.ptr;
    const char *end = name.ptr + name.len;
    uint32_t code;

    for (size_t n = 0; p < end && n < MAX_CITY; n++) {
        size_t len = utf8_decode(p, end, &code);
        struct str letter = {p, len};

        p += len ? len : 1;
        for (size_t i = 0; n >= 1 && i < sizeof ends / sizeof ends[0]; i++) {
            if (str_is(letter, ends[i]) && p < end) {
                return (struct str){name.ptr, (size_t)(p - name.ptr)};
            }
        }
    }
    return STR("");
}

/* The place that most full names begin with: at least two, and a third of
 * them. */
static struct str
find_city(const struct roster *roster)
{
    struct str best = STR("");
    size_t most = 1;

    for (size_t i = 0; i < roster->n_units; i++) {
        struct str place = leading_place(roster->units[i].full_name);
        size_t n = 0;

        if (place.len == 0 || str_equals(place, best)) {
            continue;
        }
        for (size_t j = 0; j < roster->n_units; j++) {
            n += str_starts_with(roster->units[j].full_name, place);
        }
        if (n > most) {
            most = n;
            best = place;
        }
    }
    return most * 3 >= roster->n_units ? best : STR("");
}

struct variants {
    struct str items[MAX_VARIANTS];
    size_t n;
};

static void
add_variant(struct variants *variants, struct str name)
{
    if (name.len && variants->n < MAX_VARIANTS) {
        variants->items[variants->n++] = name;
    }
}

static struct str
without_start(struct str name, struct str start)
{
    if (start.len && str_starts_with(name, start)) {
        return str_slice(name, start.len, name.len);
    }
    return STR("");
}

/* The name, without a bracket behind it, each also without the city. */
static void
find_variants(struct variants *variants, struct str name, struct str city)
{
    size_t bracket = str_find(name, STR("("), 0);
    struct str sign = city.len >= 3 /* bytes of its 市 */
                          ? str_slice(city, city.len - 3, city.len)
                          : STR("");
    size_t n;

    variants->n = 0;
    add_variant(variants, name);
    if (bracket != SIZE_MAX && bracket > 0 && str_ends_with(name, STR(")"))) {
        add_variant(variants, str_slice(name, 0, bracket));
    }
    n = variants->n;
    for (size_t i = 0; i < n; i++) {
        struct str bare = without_start(variants->items[i], city);

        add_variant(variants, bare);
        if (bare.len == 0) {
            add_variant(variants, without_start(variants->items[i], sign));
        }
    }
}

/* Splits an ending off; *ending is what stands for all of its kind. */
static struct str
split_ending(struct str name, const char **ending)
{
    static const struct {
        const char *text, *kind;
    } endings[] = {
        {"人民政府办公室", "政府"}, {"人民政府", "政府"}, {"政府", "政府"},
        {"管理委员会", "管委"},     {"管委会", "管委"},   {"管委", "管委"},
    };

    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
        struct str text = str_from(endings[i].text);

        if (name.len > text.len && str_ends_with(name, text)) {
            *ending = endings[i].kind;
            return str_slice(name, 0, name.len - text.len);
        }
    }
    *ending = "";
    return name;
}

static void
add_rule(struct names *names, struct str key, int32_t unit, struct arena *arena)
{
    int32_t other = names_add(names, key, unit, arena);

    if (other != NAMES_NONE && other != unit) {
        names_replace(names, key, ROSTER_SEVERAL);
    }
}

static void
add_rules(struct roster_index *index, struct str name, int32_t unit,
          struct arena *arena)
{
    struct variants variants;
    struct strbuf folded = {0};
    struct strbuf key = {0};

    spelling_fold(&folded, name);
    find_variants(&variants, strbuf_str(&folded), index->city);
    for (size_t i = 0; i < variants.n; i++) {
        const char *ending;
        struct str stem = split_ending(variants.items[i], &ending);

        strbuf_cut(&key, 0);
        strbuf_add(&key, stem);
        if (utf8_count(stem) >= 2) {
            add_rule(&index->ruled, stem, unit, arena);
        }
        strbuf_add_cstr(&key, ending);
        add_rule(&index->ruled, strbuf_str(&key), unit, arena);
    }
    strbuf_clear(&folded);
    strbuf_clear(&key);
}

void
roster_index_rules(struct roster_index *index, const struct roster *roster,
                   struct arena *arena)
{
    struct strbuf city = {0};

    spelling_fold(&city, find_city(roster));
    index->city = arena_str(arena, strbuf_str(&city));
    strbuf_clear(&city);
    for (size_t i = 0; i < roster->n_units; i++) {
        const struct unit *unit = &roster->units[i];

        add_rules(index, unit->full_name, (int32_t)i, arena);
        add_rules(index, unit->short_name, (int32_t)i, arena);
        for (size_t j = 0; j < unit->n_aliases; j++) {
            add_rules(index, unit->aliases[j], (int32_t)i, arena);
        }
    }
}

int32_t
roster_index_rule(const struct roster_index *index, struct str folded)
{
    struct variants variants;
    struct strbuf key = {0};
    int32_t found = NAMES_NONE;

    find_variants(&variants, folded, index->city);
    for (size_t i = 0; i < variants.n; i++) {
        const char *ending;
        struct str stem = split_ending(variants.items[i], &ending);
        int32_t unit;

        strbuf_cut(&key, 0);
        strbuf_add(&key, stem);
        strbuf_add_cstr(&key, ending);
        unit = names_find(&index->ruled, strbuf_str(&key));
        if (unit == ROSTER_SEVERAL ||
            (unit >= 0 && found >= 0 && unit != found)) {
            found = ROSTER_SEVERAL;
            break;
        }
        found = unit >= 0 ? unit : found;
    }
    strbuf_clear(&key);
    return found;
}
