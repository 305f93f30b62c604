/* The parts a package has, by name: from an archive's directory one by one,
 * or from an unpacked folder. */
#ifndef TONGBAO_OPC_LISTING_H
#define TONGBAO_OPC_LISTING_H

#include "gen/base/diag.h"

struct entry {
    struct str name;  /* as stored, but for slashes; '/' in front */
    struct str key;   /* what names compare by */
    uint64_t index;   /* in the archive */
    const char *file; /* in a folder */
};

struct listing {
    const char *path;     /* the package, for messages */
    uint64_t max_entries; /* directories included */
    uint64_t n_seen;
    struct arena *arena;
    struct entry *entries;
    size_t n_entries;
    size_t cap;
    const struct entry **sorted; /* by key */
};

/* Directories, which end in a slash, are left out. */
bool listing_add(struct listing *listing, struct str name, uint64_t index,
                 const char *file, struct diags *diags);

/* Adds the regular files below the folder at path, in order of their names;
 * symbolic links are not followed. */
bool listing_add_folder(struct listing *listing, struct diags *diags);

/* Makes entries findable; two of one name are an error. */
bool listing_sort(struct listing *listing, struct diags *diags);

/* However the name is written; NULL if there is none. */
const struct entry *listing_find(const struct listing *listing,
                                 struct str name);

void listing_clear(struct listing *listing);

#endif
