/* An Open Packaging Conventions package read from a zip archive or from an
 * unpacked folder (ECMA-376-2).
 *
 * Part names begin with '/', compare without regard to ASCII case and are
 * never used as file names.  Bytes inflated are counted, not believed: a
 * member, the whole package, the ratio and the number of entries have limits.
 * Two parts of one name make a package that is refused, and so does an
 * archive whose members overlap.
 */
#ifndef TONGBAO_OPC_PACKAGE_H
#define TONGBAO_OPC_PACKAGE_H

#include "gen/base/diag.h"

struct package_limits {
    uint64_t entries;      /* 10,000 */
    uint64_t member_bytes; /* 256 MiB inflated */
    uint64_t total_bytes;  /* 1 GiB inflated, every reading counted */
    uint64_t ratio;        /* 200 : 1, */
    uint64_t ratio_from;   /* counted above 16 MiB inflated */
};
extern const struct package_limits package_default_limits;

struct package;

/* Reads a zip archive or a folder; limits NULL: the default ones.  NULL after
 * reporting.  The caller closes it. */
struct package *package_open(const char *path,
                             const struct package_limits *limits,
                             struct diags *diags);
/* The same from an archive in memory, which must outlive the package; path is
 * for messages. */
struct package *package_open_bytes(struct str bytes, const char *path,
                                   const struct package_limits *limits,
                                   struct diags *diags);
void package_close(struct package *package);

/* As given to package_open. */
const char *package_path(const struct package *package);

/* Where the package keeps what lives as long as itself. */
struct arena *package_arena(struct package *package);

/* Part names in archive order (folders: sorted); directories left out.  They
 * live as long as the package. */
size_t package_n_parts(const struct package *package);
struct str package_part_name(const struct package *package, size_t i);

/* The stored spelling of a part's name, or {NULL, 0}. */
struct str package_find(const struct package *package, struct str name);

/* Location of a part, for messages; place points into the package. */
struct location package_at(struct package *package, struct str name);

/* A part's bytes, whole, in the arena. */
bool package_read(struct package *package, struct str name, struct arena *arena,
                  struct str *bytes, struct diags *diags);

/* A part's bytes as a stream; part_read() fits xml_scan's read argument and
 * reports limits, damage and a wrong checksum, which is only known at the
 * end. */
struct part;
struct part *part_open(struct package *package, struct str name,
                       struct diags *diags);
ptrdiff_t part_read(void *part, void *bytes, size_t size, struct diags *diags);
void part_close(struct part *part);

#include "gen/opc/content_types.h"
#include "gen/opc/relation.h"

#endif
