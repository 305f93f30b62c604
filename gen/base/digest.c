#include "gen/base/digest.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include <openssl/err.h>
#include <openssl/evp.h>

#include "gen/base/mem.h"

static const EVP_MD *
method(enum digest_kind kind)
{
    return kind == DIGEST_SM3 ? EVP_sm3() : EVP_sha256();
}

static void
to_hex(const unsigned char *bytes, size_t n, char *hex)
{
    for (size_t i = 0; i < n; i++) {
        snprintf(hex + 2 * i, 3, "%02x", bytes[i]);
    }
}

/* A library that cannot digest, if not for want of memory, is a broken
 * installation. */
static void
insist(int ok)
{
    if (!ok) {
        if (ERR_GET_REASON(ERR_peek_last_error()) == ERR_R_MALLOC_FAILURE) {
            mem_give_up();
        }
        abort();
    }
}

/* libcrypto's own context, under our name. */
static EVP_MD_CTX *
context_of(struct digest *digest)
{
    return (EVP_MD_CTX *)digest;
}

struct digest *
digest_new(enum digest_kind kind)
{
    EVP_MD_CTX *context = EVP_MD_CTX_new();

    insist(context && EVP_DigestInit_ex(context, method(kind), NULL));
    return (struct digest *)context;
}

void
digest_add(struct digest *digest, struct str bytes)
{
    insist(EVP_DigestUpdate(context_of(digest), bytes.ptr, bytes.len));
}

void
digest_finish(struct digest *digest, char hex[DIGEST_HEX_LEN + 1])
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned n = 0;

    insist(EVP_DigestFinal_ex(context_of(digest), bytes, &n));
    to_hex(bytes, n, hex);
    EVP_MD_CTX_free(context_of(digest));
}

void
digest_bytes(enum digest_kind kind, struct str bytes,
             char hex[DIGEST_HEX_LEN + 1])
{
    struct digest *digest = digest_new(kind);

    digest_add(digest, bytes);
    digest_finish(digest, hex);
}

bool
digest_file(enum digest_kind kind, const char *path,
            char hex[DIGEST_HEX_LEN + 1], uint64_t *size)
{
    FILE *file = fopen(path, "rb");
    char chunk[16384];
    uint64_t total = 0;
    struct digest *digest;
    bool ok;
    size_t n;

    if (!file) {
        return false;
    }
    digest = digest_new(kind);
    while ((n = fread(chunk, 1, sizeof chunk, file)) > 0) {
        digest_add(digest, (struct str){chunk, n});
        total += n;
    }
    digest_finish(digest, hex);
    ok = !ferror(file);
    fclose(file);
    if (size) {
        *size = total;
    }
    return ok;
}
