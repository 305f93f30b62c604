/* A bag in memory (BagIt 1.0, RFC 8493): files below one base folder, named
 * by the package's id; what is below data/ is payload, the rest tag files.
 *
 * The bag lives in its arena and borrows the bytes of its files; what is kept
 * deflated is its own until bag_clear().  As a zip
 * archive its bytes depend on the files alone: entries sorted, times fixed.
 * A bag of ours has payload manifests by SHA-256 and SM3 and a tag manifest by
 * SHA-256, which covers every tag file but itself, the SM3 manifest among
 * them.
 */
#ifndef TONGBAO_ARCHIVE_BAG_H
#define TONGBAO_ARCHIVE_BAG_H

#include "gen/base/diag.h"
#include "gen/base/digest.h"
#include "gen/opc/deflated.h"

struct bag_file {
    struct str path;           /* below the base folder, '/' between names */
    struct str bytes;          /* {NULL, 0} if only deflated ones are kept */
    struct deflated *deflated; /* NULL: bytes are kept */
    uint64_t size;
    char sha256[DIGEST_HEX_LEN + 1];
    char sm3[DIGEST_HEX_LEN + 1]; /* payload only; else empty */
};

struct bag {
    struct str id;
    struct bag_file **files;
    size_t n_files;
    size_t cap;
    struct deflater *deflater; /* of the file that is coming, */
    struct digest *sha256;     /* and its digests */
    struct digest *sm3;
    bool has_failed; /* deflating one; bag_write() reports it */
    struct arena *arena;
};

/* What bag-info.txt says; empty texts are left out. */
struct bag_info {
    struct str organization;
    struct str description;
    struct str date; /* 2022-01-06: never a clock's */
    struct str agent;
};

/* 1 to 64 ASCII letters, digits and . _ -, the first no sign: fits as a name
 * anywhere. */
bool bag_is_id(struct str id);

void bag_init(struct bag *bag, struct str id, struct arena *arena);

void bag_clear(struct bag *bag);

/* Computes the digests; replaces a tag file of that path. */
struct bag_file *bag_add(struct bag *bag, struct str path, struct str bytes);

/* The same for a payload file that comes in pieces and is kept deflated: for
 * writing only, none of its bytes stay.  One at a time; bag_end() gives it. */
void bag_begin(struct bag *bag, struct str path);
void bag_put(struct bag *bag, struct str bytes);
struct bag_file *bag_end(struct bag *bag);

/* NULL if there is none. */
struct bag_file *bag_find(const struct bag *bag, struct str path);

bool bag_is_payload(const struct bag_file *file);

/* Adds bagit.txt, bag-info.txt and all manifests over what is in the bag, or
 * renews them.  info NULL: bag-info.txt stays but for Payload-Oxum. */
void bag_seal(struct bag *bag, const struct bag_info *info);

/* Writes the archive at path: ID/bagit.txt and so on. */
bool bag_write(struct bag *bag, const char *path, struct diags *diags);

/* Reads an archive, or a bag unpacked in a folder, into the arena.  False after
 * reporting every file that cannot be read; the others are there. */
bool bag_read(struct bag *bag, const char *path, struct arena *arena,
              struct diags *diags);

/* A bag's completeness and validity (RFC 8493 3), reporting every fault. */
bool bag_check(const struct bag *bag, const char *path, struct diags *diags);

#endif
