/* Digests by OpenSSL's libcrypto. */
#ifndef TONGBAO_BASE_DIGEST_H
#define TONGBAO_BASE_DIGEST_H

#include "gen/base/str.h"

enum digest_kind {
    DIGEST_SHA256, /* FIPS 180-4 */
    DIGEST_SM3     /* GB/T 32905-2016 */
};

enum { DIGEST_HEX_LEN = 64 };

/* Of bytes that come in pieces. */
struct digest;
struct digest *digest_new(enum digest_kind kind);
void digest_add(struct digest *digest, struct str bytes);
/* Lower-case hexadecimal, NUL-terminated; frees digest. */
void digest_finish(struct digest *digest, char hex[DIGEST_HEX_LEN + 1]);

/* Of all bytes at once. */
void digest_bytes(enum digest_kind kind, struct str bytes,
                  char hex[DIGEST_HEX_LEN + 1]);

/* False, errno set, if the file cannot be read; size may be NULL. */
bool digest_file(enum digest_kind kind, const char *path,
                 char hex[DIGEST_HEX_LEN + 1], uint64_t *size);

#endif
