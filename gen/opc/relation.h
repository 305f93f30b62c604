/* Relationships between the parts of a package (ECMA-376-2 clause 8.5):
 * read from "_rels/NAME.rels", their targets resolved to part names. */
#ifndef TONGBAO_OPC_RELATION_H
#define TONGBAO_OPC_RELATION_H

#include "gen/base/diag.h"

struct package;

struct relation {
    struct str id;
    struct str type;   /* URI, transitional or strict */
    struct str target; /* resolved part name; the raw URI if external */
    bool is_external;
};

struct relations {
    struct relation *items;
    size_t n_items;
};

/* Relationships of a part ("/" for the package's own); a part without any
 * has none.  Lives in the package's memory. */
bool package_relations(struct package *package, struct str name,
                       struct relations *out, struct diags *diags);

/* First inner relation whose type ends in "/" + kind, e.g. "officeDocument";
 * the one with an id.  NULL if there is none. */
const struct relation *relations_find(const struct relations *relations,
                                      const char *kind);
const struct relation *relations_find_id(const struct relations *relations,
                                         struct str id);
bool relation_is(const struct relation *relation, const char *kind);

/* Resolves target against the part that names it: "./", "../", absolute,
 * back-slashes and percent-escapes understood; a fragment is cut off. */
struct str part_resolve(struct arena *arena, struct str base,
                        struct str target);

/* What part names are compared by: ASCII in lower case, back-slashes turned,
 * percent-escapes undone, one '/' in front. */
struct str part_key(struct arena *arena, struct str name);

#endif
