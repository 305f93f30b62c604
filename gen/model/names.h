/* Names with a number each, found by hash: units of a roster, values of a
 * column that must not repeat.  A zeroed struct is a valid empty one; all of
 * it lives in the arena. */
#ifndef TONGBAO_MODEL_NAMES_H
#define TONGBAO_MODEL_NAMES_H

#include "gen/base/arena.h"

enum { NAMES_NONE = -1 };

struct names {
    struct names_slot *slots;
    size_t n_slots; /* a power of two */
    size_t n_names;
};

struct names_slot { /* an empty key is a free one */
    struct str key;
    int32_t number;
    uint32_t hash; /* of the key */
};

/* The number the name already has, or NAMES_NONE after adding it (an empty
 * name is not added). */
int32_t names_add(struct names *names, struct str name, int32_t number,
                  struct arena *arena);
int32_t names_find(const struct names *names, struct str name);

/* Gives a name that was added another number. */
void names_replace(struct names *names, struct str name, int32_t number);

#endif
