#include "gen/input/gb18030.h"

#include <string.h>

#include "gen/base/mem.h"

enum {
    N_LEADS = 126, /* 81..FE */
    N_TRAILS = 191 /* 40..FE */
};

bool
gb18030_open(struct gb18030 *gb, struct location at, struct diags *diags)
{
    gb->conv = iconv_open("UTF-8", "GB18030");
    gb->is_open = gb->conv != (iconv_t)-1;
    if (!gb->is_open) {
        diag_system(diags, at, _("this system cannot convert GB18030"));
        diag_advise(diags, _("install the C library's gconv modules"));
        return false;
    }
    gb->codes = mem_alloc((size_t)N_LEADS * N_TRAILS * sizeof *gb->codes);
    return true;
}

void
gb18030_close(struct gb18030 *gb)
{
    if (gb->is_open) {
        iconv_close(gb->conv);
    }
    mem_free(gb->codes);
    *gb = (struct gb18030){0};
}

/* One character of two or four bytes. */
static uint32_t
ask(struct gb18030 *gb, const unsigned char *p, size_t n)
{
    char in[4];
    char out[8];
    char *from = in;
    char *to = out;
    size_t in_left = n;
    size_t out_left = sizeof out;
    uint32_t code;

    memcpy(in, p, n);
    if (iconv(gb->conv, &from, &in_left, &to, &out_left) == (size_t)-1) {
        iconv(gb->conv, NULL, NULL, NULL, NULL);
        return GB18030_BAD;
    }
    return utf8_decode(out, to, &code) == (size_t)(to - out) ? code
                                                             : GB18030_BAD;
}

size_t
gb18030_length(const unsigned char *p, size_t left)
{
    if (p[0] <= 0x80) {
        return 1;
    }
    if (p[0] == 0xFF || left < 2) {
        return 0;
    }
    if (p[1] >= 0x40 && p[1] != 0x7F && p[1] != 0xFF) {
        return 2;
    }
    return left >= 4 && p[1] >= 0x30 && p[1] <= 0x39 && p[2] >= 0x81 &&
                   p[2] <= 0xFE && p[3] >= 0x30 && p[3] <= 0x39
               ? 4
               : 0;
}

uint32_t
gb18030_code(struct gb18030 *gb, const unsigned char *p, size_t n)
{
    uint32_t *code;

    if (n == 1) {
        return p[0] == 0x80 ? 0x20AC : p[0];
    }
    if (n == 4) {
        return ask(gb, p, 4);
    }
    code = &gb->codes[(size_t)(p[0] - 0x81) * N_TRAILS + (p[1] - 0x40)];
    if (*code == 0) {
        *code = ask(gb, p, 2);
    }
    return *code;
}
