#include "gen/input/xlsx_styles.h"

#include <stdlib.h>

#include "gen/base/mem.h"
#include "gen/input/xlsx_walk.h"

enum { SHEET = 1, CODES, CODE, FORMATS, FORMAT };

/* Formats for conditions (dxf) have codes of their own, not known here. */
static const struct xlsx_element elements[] = {
    {0, SHEET, "styleSheet"}, {SHEET, CODES, "numFmts"},
    {CODES, CODE, "numFmt"},  {SHEET, FORMATS, "cellXfs"},
    {FORMATS, FORMAT, "xf"},
};

struct code {
    uint32_t id;
    uint32_t order; /* in the file: the last of an id counts */
    enum numfmt_kind kind;
};

struct styles_reader {
    struct xlsx_walk walk;
    struct code *codes;
    uint32_t n_codes;
    uint32_t cap_codes;
    uint32_t *formats; /* id of each cell format's code */
    uint32_t n_formats;
    uint32_t cap_formats;
};

static void
add_code(struct styles_reader *reader, uint32_t id, struct str text)
{
    if (reader->n_codes == reader->cap_codes) {
        reader->cap_codes = reader->cap_codes ? reader->cap_codes * 2 : 16;
        reader->codes =
            mem_resize(reader->codes, reader->cap_codes, sizeof *reader->codes);
    }
    reader->codes[reader->n_codes] =
        (struct code){id, reader->n_codes, numfmt_of_code(text)};
    reader->n_codes++;
}

static void
add_format(struct styles_reader *reader, uint32_t id)
{
    if (reader->n_formats == reader->cap_formats) {
        reader->cap_formats =
            reader->cap_formats ? reader->cap_formats * 2 : 64;
        reader->formats = mem_resize(reader->formats, reader->cap_formats,
                                     sizeof *reader->formats);
    }
    reader->formats[reader->n_formats++] = id;
}

static bool
start(void *user, unsigned element, const struct xml_attribute *attributes,
      size_t n)
{
    struct styles_reader *reader = user;
    uint32_t id = 0;
    bool has_id = xlsx_parse_count(xlsx_attribute(attributes, n, "numFmtId"),
                                   UINT32_MAX, &id);

    if (element == CODE && has_id) {
        add_code(reader, id, xlsx_attribute(attributes, n, "formatCode"));
    } else if (element == FORMAT) {
        add_format(reader, id);
    }
    return true;
}

static int
compare_codes(const void *a, const void *b)
{
    const struct code *left = a;
    const struct code *right = b;

    if (left->id != right->id) {
        return left->id < right->id ? -1 : 1;
    }
    return left->order < right->order ? -1 : 1;
}

/* The last code of that id; the built-in one if the file has none. */
static enum numfmt_kind
find_kind(const struct styles_reader *reader, uint32_t id)
{
    uint32_t low = 0;
    uint32_t high = reader->n_codes;

    while (low < high) {
        uint32_t middle = low + (high - low) / 2;

        if (reader->codes[middle].id <= id) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    if (low && reader->codes[low - 1].id == id) {
        return reader->codes[low - 1].kind;
    }
    return numfmt_of_id(id);
}

static void
resolve_formats(struct styles_reader *reader, struct xlsx_styles *styles,
                struct arena *arena)
{
    if (reader->n_codes) {
        qsort(reader->codes, reader->n_codes, sizeof *reader->codes,
              compare_codes);
    }
    styles->n_kinds = reader->n_formats;
    styles->kinds = arena_alloc(arena, reader->n_formats);
    for (uint32_t i = 0; i < reader->n_formats; i++) {
        styles->kinds[i] = (unsigned char)find_kind(reader, reader->formats[i]);
    }
}

bool
xlsx_styles_read(struct xlsx_styles *styles, struct package *package,
                 struct str part, struct arena *arena, struct diags *diags)
{
    struct styles_reader reader = {
        .walk = {.elements = elements,
                 .n_elements = sizeof elements / sizeof elements[0],
                 .start = start},
    };
    bool ok;

    reader.walk.user = &reader;
    *styles = (struct xlsx_styles){0};
    ok = xlsx_walk(&reader.walk, package, part, NULL, diags);
    if (ok) {
        resolve_formats(&reader, styles, arena);
    }
    mem_free(reader.codes);
    mem_free(reader.formats);
    return ok;
}

enum numfmt_kind
xlsx_styles_kind(const struct xlsx_styles *styles, uint32_t index)
{
    return index < styles->n_kinds ? (enum numfmt_kind)styles->kinds[index]
                                   : NUMFMT_NUMBER;
}
