/* Any bytes as text of any charset: what is decoded is valid UTF-8.  The first
 * byte chooses what is forced or declared. */
#include <stdlib.h>

#include "gen/input/charset.h"
#include "tests/fuzz/fuzz.h"

static const struct charset_choice choices[] = {
    {NULL, NULL},      {"utf-8", NULL}, {"utf-16", NULL}, {"utf-16be", NULL},
    {"gb18030", NULL}, {"big5", NULL},  {NULL, "gb2312"}, {NULL, "big5"},
};

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str bytes = {(const char *)data + (size > 0), size - (size > 0)};
    size_t i = size ? data[0] % (sizeof choices / sizeof choices[0]) : 0;
    struct arena arena = {0};
    struct diags diags = {0};
    struct charset_text text;
    bool ok = charset_decode(&text, bytes, choices[i],
                             (struct location){.path = "f"}, &arena, &diags);

    if (ok != (diags.n_errors == 0)) {
        abort();
    }
    if (ok && (utf8_valid((struct str){text.ptr, text.len}) != text.len ||
               text.ptr[text.len] != '\0')) {
        abort();
    }
    charset_declared(bytes, &arena);
    arena_clear(&arena);
    diags_clear(&diags);
    return 0;
}
