#include "gen/model/names.h"

static uint32_t
hash(struct str s)
{
    uint64_t h = 14695981039346656037U; /* FNV-1a */

    for (size_t i = 0; i < s.len; i++) {
        h = (h ^ (unsigned char)s.ptr[i]) * 1099511628211U;
    }
    return (uint32_t)(h ^ h >> 32);
}

static struct names_slot *
find_slot(const struct names *names, struct str key, uint32_t code)
{
    size_t i = code & (names->n_slots - 1);

    while (names->slots[i].key.len && (names->slots[i].hash != code ||
                                       !str_equals(names->slots[i].key, key))) {
        i = (i + 1) & (names->n_slots - 1);
    }
    return &names->slots[i];
}

/* For a key that is not there, without looking at the others. */
static struct names_slot *
find_free(const struct names *names, uint32_t code)
{
    size_t i = code & (names->n_slots - 1);

    while (names->slots[i].key.len) {
        i = (i + 1) & (names->n_slots - 1);
    }
    return &names->slots[i];
}

static void
grow(struct names *names, struct arena *arena)
{
    struct names larger = {.n_slots = names->n_slots ? names->n_slots * 2 : 256,
                           .n_names = names->n_names};

    larger.slots = arena_alloc(arena, larger.n_slots * sizeof *larger.slots);
    for (size_t i = 0; i < names->n_slots; i++) {
        if (names->slots[i].key.len) {
            *find_free(&larger, names->slots[i].hash) = names->slots[i];
        }
    }
    *names = larger;
}

int32_t
names_add(struct names *names, struct str name, int32_t number,
          struct arena *arena)
{
    uint32_t code = hash(name);
    struct names_slot *slot;

    if (name.len == 0) {
        return NAMES_NONE;
    }
    if (names->n_names * 2 >= names->n_slots) {
        grow(names, arena);
    }
    slot = find_slot(names, name, code);
    if (slot->key.len) {
        return slot->number;
    }
    slot->key = arena_str(arena, name);
    slot->hash = code;
    slot->number = number;
    names->n_names++;
    return NAMES_NONE;
}

int32_t
names_find(const struct names *names, struct str name)
{
    const struct names_slot *slot;

    if (name.len == 0 || names->n_slots == 0) {
        return NAMES_NONE;
    }
    slot = find_slot(names, name, hash(name));
    return slot->key.len ? slot->number : NAMES_NONE;
}

void
names_replace(struct names *names, struct str name, int32_t number)
{
    find_slot(names, name, hash(name))->number = number;
}
