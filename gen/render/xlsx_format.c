#include "gen/render/xlsx_format.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/render/xlsx_text.h"

enum { DEFAULT_SIZE = 20, MAX_FONT_UNITS = 31 };

struct xlsx_formats_entry {
    struct xlsx_look look;
    lxw_format *format; /* NULL: free */
};

/* ---- looks ---- */

static bool
is_font(struct str name)
{
    return name.len > 0 && utf8_valid(name) == name.len &&
           xlsx_units(name) <= MAX_FONT_UNITS && !memchr(name.ptr, 0, name.len);
}

static uint32_t
color_of(struct str text, uint32_t otherwise)
{
    char digits[8] = {0};
    char *end;
    unsigned long color;

    if (text.len != 6) {
        return otherwise;
    }
    snprintf(digits, sizeof digits, "%.*s", STR_ARG(text));
    color = strtoul(digits, &end, 16);
    return *end ? otherwise : (uint32_t)color;
}

static uint8_t
align_of(struct str align)
{
    if (str_is(align, "center")) {
        return LXW_ALIGN_CENTER;
    }
    return str_is(align, "right") || str_is(align, "end") ? LXW_ALIGN_RIGHT
                                                          : LXW_ALIGN_LEFT;
}

static uint8_t
vertical_of(struct str vertical)
{
    if (str_is(vertical, "top")) {
        return LXW_ALIGN_VERTICAL_TOP;
    }
    return str_is(vertical, "bottom") ? LXW_ALIGN_VERTICAL_BOTTOM
                                      : LXW_ALIGN_VERTICAL_CENTER;
}

/* Outer lines of the table at its edges, inner ones elsewhere; the cell's own
 * over both. */
static struct borders
borders_of(const struct sheet_row *row, const struct sheet_cell *cell,
           uint32_t col)
{
    const struct sheet_table *table = row->table;
    const struct table_lines *lines;
    struct borders borders = {0};

    if (!table || !cell->cell) {
        return borders;
    }
    lines = &table->shape->lines;
    borders.top = row->is_first ? lines->outer.top : lines->inside.top;
    borders.bottom = row->is_last ? lines->outer.bottom : lines->inside.top;
    borders.left = col == 0 ? lines->outer.left : lines->inside.left;
    borders.right = col + 1 == table->columns[table->n_grid]
                        ? lines->outer.right
                        : lines->inside.left;
    return borders_over(borders, cell->cell->borders);
}

struct xlsx_look
xlsx_look_of(const struct sheet_row *row, const struct sheet_cell *cell,
             uint32_t col)
{
    static const struct look unsaid = {.bold = -1};
    const struct look *look =
        cell->paragraph ? &cell->paragraph->look : &unsaid;
    struct str fill = cell->cell ? cell->cell->fill : STR("");
    struct str vertical = cell->cell ? cell->cell->vertical : STR("");

    return (struct xlsx_look){
        .font = is_font(look->font)         ? look->font.ptr
                : is_font(look->latin_font) ? look->latin_font.ptr
                                            : "宋体",
        .format = cell->format,
        .borders = borders_of(row, cell, col),
        .half_points = look->half_points ? look->half_points : DEFAULT_SIZE,
        .color = color_of(look->color, 0),
        .fill = color_of(fill, XLSX_NO_FILL),
        .align = align_of(look->align),
        .vertical = vertical_of(vertical),
        .bold = look->bold == 1,
        .quoted = !cell->format && col == cell->col &&
                  xlsx_text_steers(cell->text),
    };
}

/* ---- the cache ---- */

static uint64_t
hash_number(uint64_t hash, uint32_t number)
{
    return (hash ^ number) * UINT64_C(0x100000001b3);
}

static uint64_t
hash_text(uint64_t hash, const char *text)
{
    while (text && *text) {
        hash = hash_number(hash, (unsigned char)*text++);
    }
    return hash_number(hash, 0);
}

static uint64_t
hash_look(const struct xlsx_look *look)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);

    hash = hash_number(hash, look->borders.top | look->borders.bottom << 4 |
                                 look->borders.left << 8 |
                                 look->borders.right << 12);
    hash = hash_number(hash, look->half_points);
    hash = hash_number(hash, look->color);
    hash = hash_number(hash, look->fill);
    hash = hash_number(hash, (uint32_t)look->align << 16 |
                                 (uint32_t)look->vertical << 8 |
                                 (uint32_t)look->quoted << 1 | look->bold);
    return hash_text(hash_text(hash, look->font), look->format);
}

static bool
is_same_format(const char *a, const char *b)
{
    return a == b || (a && b && strcmp(a, b) == 0);
}

static bool
is_same(const struct xlsx_look *a, const struct xlsx_look *b)
{
    return a->borders.top == b->borders.top &&
           a->borders.bottom == b->borders.bottom &&
           a->borders.left == b->borders.left &&
           a->borders.right == b->borders.right &&
           a->half_points == b->half_points && a->color == b->color &&
           a->fill == b->fill && a->align == b->align &&
           a->vertical == b->vertical && a->bold == b->bold &&
           a->quoted == b->quoted &&
           strcmp(a->font, b->font) == 0 &&
           is_same_format(a->format, b->format);
}

/* The entry of look, or the free one where it belongs. */
static struct xlsx_formats_entry *
find_entry(struct xlsx_formats_entry *entries, size_t room,
           const struct xlsx_look *look)
{
    size_t i = (size_t)hash_look(look) & (room - 1);

    while (entries[i].format && !is_same(&entries[i].look, look)) {
        i = (i + 1) & (room - 1);
    }
    return &entries[i];
}

static void
make_room(struct xlsx_formats *formats)
{
    size_t room = formats->room ? formats->room * 2 : 64;
    struct xlsx_formats_entry *entries =
        arena_alloc(formats->arena, room * sizeof *entries);

    for (size_t i = 0; i < formats->room; i++) {
        if (formats->entries[i].format) {
            *find_entry(entries, room, &formats->entries[i].look) =
                formats->entries[i];
        }
    }
    formats->entries = entries;
    formats->room = room;
}

void
xlsx_formats_open(struct xlsx_formats *formats, lxw_workbook *workbook,
                  struct arena *arena)
{
    lxw_format *normal = STAILQ_FIRST(workbook->formats);

    *formats = (struct xlsx_formats){.workbook = workbook, .arena = arena};
    if (normal) {
        format_set_font_name(normal, "宋体");
        format_set_font_size(normal, 10.5);
    }
}

static uint8_t
line_of(enum border_line line)
{
    static const uint8_t lines[] = {
        [BORDER_UNSAID] = LXW_BORDER_NONE, [BORDER_NONE] = LXW_BORDER_NONE,
        [BORDER_THIN] = LXW_BORDER_THIN,   [BORDER_MEDIUM] = LXW_BORDER_MEDIUM,
        [BORDER_THICK] = LXW_BORDER_THICK, [BORDER_DOUBLE] = LXW_BORDER_DOUBLE,
    };

    return lines[line];
}

/* The library's word for black differs from its word for "not set". */
static lxw_color_t
library_color(uint32_t color)
{
    return color ? color : (lxw_color_t)LXW_COLOR_BLACK;
}

static void
set_format(lxw_format *format, const struct xlsx_look *look)
{
    format_set_font_name(format, look->font);
    format_set_font_size(format, look->half_points / 2.0);
    if (look->bold) {
        format_set_bold(format);
    }
    if (look->quoted) {
        format_set_hidden(format); /* until xlsx_quote() */
    }
    if (look->color) {
        format_set_font_color(format, look->color);
    }
    if (look->fill != XLSX_NO_FILL) {
        format_set_pattern(format, LXW_PATTERN_SOLID);
        format_set_fg_color(format, library_color(look->fill));
    }
    if (look->format && strcmp(look->format, "General") != 0) {
        format_set_num_format(format, look->format);
    }
    format_set_align(format, look->align);
    format_set_align(format, look->vertical);
    /* A number does not wrap: it would be signs where it is too wide. */
    if (look->format && strcmp(look->format, "@") != 0) {
        format_set_shrink(format);
    } else {
        format_set_text_wrap(format);
    }
    format_set_top(format, line_of(look->borders.top));
    format_set_bottom(format, line_of(look->borders.bottom));
    format_set_left(format, line_of(look->borders.left));
    format_set_right(format, line_of(look->borders.right));
}

lxw_format *
xlsx_formats_find(struct xlsx_formats *formats, const struct xlsx_look *look)
{
    struct xlsx_formats_entry *entry;

    if (formats->n * 2 >= formats->room) {
        make_room(formats);
    }
    entry = find_entry(formats->entries, formats->room, look);
    if (!entry->format) {
        entry->format = workbook_add_format(formats->workbook);
        if (entry->format) {
            entry->look = *look;
            set_format(entry->format, look);
            formats->n++;
        }
    }
    return entry->format;
}
