/* Manifests of a bag (RFC 8493 2.1.3 and 2.2.1): a digest and a path a line,
 * relative to the bag's base folder, as sha256sum -c and cksum --check read
 * them. */
#ifndef TONGBAO_ARCHIVE_MANIFEST_H
#define TONGBAO_ARCHIVE_MANIFEST_H

#include "gen/base/diag.h"
#include "gen/base/digest.h"

struct manifest_line {
    struct str path;
    struct str hex; /* lower case */
    uint32_t row;   /* in the file, from 1 */
};

struct manifest { /* zeroed: empty; lives in its arena */
    struct manifest_line *lines;
    size_t n_lines;
    size_t cap;
};

/* LF, CR and % of the path are written as %0A, %0D and %25. */
void manifest_add(struct strbuf *sb, const char *hex, struct str path);

/* Every faulty line is reported: no digest of DIGEST_HEX_LEN, no path, a path
 * that leaves the bag, a path listed twice. */
bool manifest_parse(struct manifest *manifest, struct str text,
                    struct location at, struct arena *arena,
                    struct diags *diags);

/* NULL if the path is not listed. */
const struct manifest_line *manifest_find(const struct manifest *manifest,
                                          struct str path);

#endif
