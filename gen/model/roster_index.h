/* Names of a roster's units, folded, and the rule by which a name
 * that is not listed still finds its unit. */
#ifndef TONGBAO_MODEL_ROSTER_INDEX_H
#define TONGBAO_MODEL_ROSTER_INDEX_H

#include "gen/model/names.h"
#include "gen/model/roster.h"

enum { ROSTER_SEVERAL = -2 };

struct roster_index {
    struct names exact;
    struct names codes;
    struct names ruled;
    struct str city; /* folded, with its 市; empty: none */
};

/* Fills index->city and index->ruled from the units. */
void roster_index_rules(struct roster_index *index, const struct roster *roster,
                        struct arena *arena);

/* Index of the only unit that fits by rule, or negative. */
int32_t roster_index_rule(const struct roster_index *index, struct str folded);

#endif
