#include "gen/render/xlsx_text.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

enum {
    MAX_NAME_UNITS = 31,
    MAX_FORMAT_BYTES = 127, /* of libxlsxwriter's field */
    MAX_UNIT_BYTES = 48
};

size_t
xlsx_units(struct str text)
{
    size_t n = 0;

    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];

        n += (byte & 0xC0) != 0x80; /* first byte of a character */
        n += byte >= 0xF0;          /* beyond U+FFFF: two units */
    }
    return n;
}

static bool
is_clean(struct str text)
{
    const char *end = text.ptr + text.len;

    for (const char *p = text.ptr; p < end;) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        if (n == 0 || code == '\r' || !utf8_is_xml(code)) {
            return false;
        }
        p += n;
    }
    return true;
}

/* Returns how many characters or bytes are left out. */
static size_t
add_clean(struct strbuf *out, struct str text)
{
    const char *end = text.ptr + text.len;
    size_t n_dropped = 0;

    for (const char *p = text.ptr; p < end;) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);

        if (n == 0) {
            n_dropped++;
            n = 1;
        } else if (code == '\r') {
            if (p + 1 == end || p[1] != '\n') {
                strbuf_add_char(out, '\n');
            }
        } else if (!utf8_is_xml(code)) {
            n_dropped++;
        } else {
            strbuf_add(out, (struct str){p, n});
        }
        p += n;
    }
    return n_dropped;
}

static size_t
count_lines(struct str text)
{
    size_t n = 1;

    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n';
    }
    return n;
}

bool
xlsx_text_clean(struct str *text, struct location at, struct arena *arena,
                struct diags *diags)
{
    size_t n_units;

    if (!is_clean(*text)) {
        struct strbuf sb = {0};
        size_t n_dropped = add_clean(&sb, *text);

        *text = arena_str(arena, strbuf_str(&sb));
        strbuf_clear(&sb);
        if (n_dropped) {
            diag_note(diags, at,
                      _("%zu characters that no workbook can hold were left "
                        "out"),
                      n_dropped);
        }
    }
    n_units = text->len > XLSX_MAX_UNITS ? xlsx_units(*text) : text->len;
    if (n_units > XLSX_MAX_UNITS) {
        return diag_error(diags, at,
                          _("the text has %zu characters, a cell of a "
                            "workbook takes %d"),
                          n_units, (int)XLSX_MAX_UNITS);
    }
    if (text->len >= XLSX_MAX_LINES && count_lines(*text) > XLSX_MAX_LINES) {
        return diag_error(diags, at,
                          _("the text has more than %d line breaks, which a "
                            "cell of a workbook does not take"),
                          (int)XLSX_MAX_LINES - 1);
    }
    return true;
}

static bool
is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
           (c >= 'A' && c <= 'F');
}

static bool
is_escape(struct str text, size_t at)
{
    return at + 7 <= text.len && text.ptr[at + 1] == 'x' &&
           is_hex(text.ptr[at + 2]) && is_hex(text.ptr[at + 3]) &&
           is_hex(text.ptr[at + 4]) && is_hex(text.ptr[at + 5]) &&
           text.ptr[at + 6] == '_';
}

void
xlsx_text_escape(struct strbuf *out, struct str text)
{
    size_t from = 0;

    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '_' && is_escape(text, i)) {
            strbuf_add(out, str_slice(text, from, i));
            strbuf_add_cstr(out, "_x005F_");
            from = i + 1;
        }
    }
    strbuf_add(out, str_slice(text, from, text.len));
}

bool
xlsx_text_steers(struct str text)
{
    static const char *const signs[] = {"=",  "+",  "-",  "@",  "\t", "\n",
                                        "\r", "＝", "＋", "－", "＠"};

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_starts_with(text, str_from(signs[i]))) {
            return true;
        }
    }
    return false;
}

/* Characters Excel refuses in names of sheets, as their full-width forms. */
static uint32_t
name_code(uint32_t code)
{
    return code && code < 0x80 && strchr(":\\/?*[]", (int)code) ? code + 0xFEE0
                                                                : code;
}

static void
add_name(struct strbuf *out, struct str wanted)
{
    const char *end = wanted.ptr + wanted.len;
    size_t n_units = 0;

    for (const char *p = wanted.ptr; p < end;) {
        uint32_t code;
        size_t n = utf8_decode(p, end, &code);
        bool is_legal = n && code >= ' ' && utf8_is_xml(code) &&
                        !(code >= 0x7F && code < 0xA0);

        if (is_legal) {
            n_units += code > 0xFFFF ? 2 : 1;
            if (n_units > MAX_NAME_UNITS) {
                break;
            }
            if (code == '_' && is_escape(wanted, (size_t)(p - wanted.ptr))) {
                code = 0xFF3F;
            }
            strbuf_add_code(out, name_code(code));
        }
        p += n ? n : 1;
    }
}

/* Without blanks and ' at either end. */
static struct str
trim_name(struct str name)
{
    struct str before;

    do {
        before = name;
        name = str_trim(name);
        if (str_starts_with(name, STR("'"))) {
            name = str_slice(name, 1, name.len);
        }
        if (str_ends_with(name, STR("'"))) {
            name = str_slice(name, 0, name.len - 1);
        }
    } while (name.len != before.len);
    return name;
}

const char *
xlsx_sheet_name(const char *wanted, const char *path, struct arena *arena,
                struct diags *diags)
{
    struct location at = {.path = path};
    struct str text = str_from(wanted ? wanted : "");
    struct strbuf sb = {0};
    const char *name;

    add_name(&sb, trim_name(text));
    name = arena_cstr(arena, trim_name(strbuf_str(&sb)));
    strbuf_clear(&sb);
    if (*name == '\0') {
        name = "Sheet1";
    } else if (strcasecmp(name, "History") == 0) {
        name = "History_";
    }
    if (text.len && !str_is(text, name)) {
        diag_note(diags, at,
                  _("Excel refuses “%s” as the name of a sheet; it is named "
                    "“%s”"),
                  wanted, name);
    }
    return name;
}

const char *
xlsx_sheet_name_nth(const char *name, unsigned n, struct arena *arena)
{
    struct str stem = str_from(name);
    char behind[16];
    size_t len = (size_t)snprintf(behind, sizeof behind, "(%u)", n);

    while (xlsx_units(stem) + len > MAX_NAME_UNITS) {
        stem.len = utf8_valid(str_slice(stem, 0, stem.len - 1));
    }
    return arena_strf(arena, "%.*s%s", STR_ARG(stem), behind).ptr;
}

/* The small letter of a Latin, Greek, Cyrillic or full-width capital. */
static uint32_t
small_letter(uint32_t code)
{
    static const struct {
        uint32_t first, last, step;
    } capitals[] = {{'A', 'Z', 32},      {0xC0, 0xD6, 32},   {0xD8, 0xDE, 32},
                    {0x391, 0x3A9, 32},  {0x400, 0x40F, 80}, {0x410, 0x42F, 32},
                    {0xFF21, 0xFF3A, 32}};

    for (size_t i = 0; i < sizeof capitals / sizeof capitals[0]; i++) {
        if (code >= capitals[i].first && code <= capitals[i].last) {
            return code + capitals[i].step;
        }
    }
    return code;
}

bool
xlsx_sheet_name_equals(const char *a, const char *b)
{
    const char *a_end = a + strlen(a);
    const char *b_end = b + strlen(b);

    while (a < a_end && b < b_end) {
        uint32_t left = 0;
        uint32_t right = 0;
        size_t n = utf8_decode(a, a_end, &left);
        size_t m = utf8_decode(b, b_end, &right);

        if (small_letter(left) != small_letter(right)) {
            return false;
        }
        a += n ? n : 1;
        b += m ? m : 1;
    }
    return a == a_end && b == b_end;
}

/* Quotes and backslashes stand outside the quoted literal; one that the
 * pattern ends with goes on. */
static void
add_unit(struct strbuf *out, struct str unit)
{
    bool is_quoted = unit.len && str_ends_with(strbuf_str(out), STR("\""));

    if (is_quoted) {
        strbuf_cut(out, out->len - 1);
    }
    for (size_t i = 0; i < unit.len; i++) {
        bool wants_quotes = unit.ptr[i] != '"';

        if (wants_quotes != is_quoted) {
            strbuf_add_char(out, '"');
            is_quoted = wants_quotes;
        }
        if (!wants_quotes) {
            strbuf_add_char(out, '\\');
        }
        strbuf_add_char(out, unit.ptr[i]);
    }
    if (is_quoted) {
        strbuf_add_char(out, '"');
    }
}

static bool
is_unit(struct str unit)
{
    for (size_t i = 0; i < unit.len; i++) {
        if ((unsigned char)unit.ptr[i] < ' ' ||
            (unit.ptr[i] >= '0' && unit.ptr[i] <= '9')) {
            return false;
        }
    }
    return unit.len <= MAX_UNIT_BYTES && is_clean(unit);
}

const char *
xlsx_number_format(const char *pattern, struct str unit, struct arena *arena)
{
    struct strbuf sb = {0};
    const char *format = NULL;

    if (!is_unit(unit)) {
        return NULL;
    }
    if (!unit.len && strcmp(pattern, "General") == 0) {
        return "General";
    }
    strbuf_add_cstr(&sb, pattern);
    add_unit(&sb, unit);
    if (sb.len <= MAX_FORMAT_BYTES) {
        format = arena_cstr(arena, strbuf_str(&sb));
    }
    strbuf_clear(&sb);
    return format;
}
