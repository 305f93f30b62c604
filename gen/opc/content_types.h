/* Content types of parts, as [Content_Types].xml declares them (ECMA-376-2
 * clause 10.1.2). */
#ifndef TONGBAO_OPC_CONTENT_TYPES_H
#define TONGBAO_OPC_CONTENT_TYPES_H

#include "gen/base/diag.h"

struct package;

struct content_type {
    struct str key;  /* a part's key (part_key), or an extension */
    struct str type; /* media type */
    bool is_default; /* key is an extension */
};

struct content_types {
    struct content_type *items;
    size_t n_items;
};

/* Read once and kept in the package's memory; none if the part is missing. */
bool content_types_read(struct package *package, struct content_types *out,
                        struct diags *diags);

/* Content type by [Content_Types].xml, {NULL, 0} if none is declared. */
struct str content_types_find(const struct content_types *types,
                              struct str name);

/* Both in one; the declarations are kept for the next call.  Damage is
 * reported by the first and reads as if nothing were declared. */
struct str package_content_type(struct package *package, struct str name,
                                struct diags *diags);

#endif
