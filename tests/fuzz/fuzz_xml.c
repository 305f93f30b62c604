/* Any bytes as XML: the stream and the tree agree on what is well-formed, and
 * a refusal is one error. */
#include <stdlib.h>
#include <string.h>

#include "gen/opc/xml.h"
#include "tests/fuzz/fuzz.h"

static ptrdiff_t
read_some(void *user, void *bytes, size_t size, struct diags *diags)
{
    struct str *rest = user;
    size_t n = rest->len < size ? rest->len : size;

    (void)diags;
    if (n) {
        memcpy(bytes, rest->ptr, n);
    }
    *rest = str_slice(*rest, n, rest->len);
    return (ptrdiff_t)n;
}

/* Touches every byte handed out. */
static bool
count_start(void *user, struct str space, struct str name,
            const struct xml_attribute *attributes, size_t n)
{
    size_t *sum = user;

    *sum += space.len + utf8_valid(name);
    for (size_t i = 0; i < n; i++) {
        if (utf8_valid(attributes[i].value) != attributes[i].value.len) {
            abort();
        }
    }
    return true;
}

static bool
count_text(void *user, struct str text)
{
    size_t *sum = user;

    *sum += text.len ? (unsigned char)text.ptr[text.len - 1] : 0;
    return true;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct location at = {.path = "f"};
    struct str bytes = {(const char *)data, size};
    struct str rest = bytes;
    size_t sum = 0;
    const struct xml_handler handler = {&sum, count_start, NULL, count_text};
    struct diags diags = {0};
    bool ok = xml_scan(read_some, &rest, &handler, at, &diags);
    xmlDoc *doc = xml_parse(bytes, at, &diags);

    if (diags.n_errors != (size_t)!ok + (doc == NULL) || ok != (doc != NULL)) {
        abort();
    }
    xml_free(doc);
    diags_clear(&diags);
    return 0;
}
