#include "gen/input/xlsx_sheet.h"

#include <string.h>

#include "gen/base/mem.h"
#include "gen/input/xlsx_rows.h"
#include "gen/input/xlsx_walk.h"

enum { N_ROWS = 1048576, N_COLS = 16384 };

#define NOWHERE UINT32_MAX

enum {
    SHEET = 1,
    DATA,
    ROW,
    CELL,
    VALUE,
    INLINE,
    TEXT,
    RUN,
    RUN_TEXT,
    COLS,
    COL,
    MERGES,
    MERGE,
    FORMULA
};

/* The most frequent first. */
static const struct xlsx_element elements[] = {
    {CELL, VALUE, "v"},           {ROW, CELL, "c"},
    {DATA, ROW, "row"},           {CELL, INLINE, "is"},
    {CELL, FORMULA, "f"},         {INLINE, TEXT, "t"},
    {INLINE, RUN, "r"},           {RUN, RUN_TEXT, "t"},
    {MERGES, MERGE, "mergeCell"}, {COLS, COL, "col"},
    {0, SHEET, "worksheet"},      {SHEET, DATA, "sheetData"},
    {SHEET, COLS, "cols"},        {SHEET, MERGES, "mergeCells"},
};

struct doubt {
    size_t n;
    uint32_t row, col; /* of the first, from 0 */
};

struct sheet_reader {
    struct xlsx_walk walk;
    const struct xlsx_context *context;
    struct xlsx_limits *limits;
    struct diags *diags;
    struct location at; /* the sheet */
    struct xlsx_rows rows;
    struct grid_merge *merges;
    size_t n_merges;
    size_t cap_merges;
    /* hidden ranges beginning at a column less those that have ended */
    int32_t hidden_steps[N_COLS + 1];
    struct doubt doubts[XLSX_N_DOUBTS];
    /* the row and the cell under way; NOWHERE is outside of any sheet */
    uint32_t row_number; /* what <row> said */
    uint32_t row;        /* where cells go */
    uint32_t col;
    uint32_t next_col;
    bool is_hidden;
    struct xlsx_raw raw;
    size_t value_from; /* offsets in walk.text */
    size_t value_to;
    bool has_formula;
    bool has_value; /* <v>, which may be empty */
};

static void
add_doubt(struct sheet_reader *reader, enum xlsx_doubt kind, uint32_t row,
          uint32_t col)
{
    struct doubt *doubt = &reader->doubts[kind];

    if (doubt->n++ == 0) {
        doubt->row = row;
        doubt->col = col;
    }
}

static void
warn_of_doubts(const struct sheet_reader *reader)
{
    for (unsigned kind = XLSX_FINE + 1; kind < XLSX_N_DOUBTS; kind++) {
        const struct doubt *doubt = &reader->doubts[kind];
        const char *text = xlsx_doubt_text((enum xlsx_doubt)kind);
        struct location at = reader->at;

        if (doubt->row != NOWHERE) {
            at.row = doubt->row + 1;
            at.col = doubt->col + 1;
        }
        if (doubt->n == 1) {
            diag_warning(reader->diags, at, "%s", text);
        } else if (doubt->n > 1) {
            diag_warning(reader->diags, at, _("%s (%zu cells of this kind)"),
                         text, doubt->n);
        }
    }
}

static void
start_row(struct sheet_reader *reader, const struct xml_attribute *attributes,
          size_t n)
{
    struct str number = xlsx_attribute(attributes, n, "r");
    uint32_t row = reader->row_number + 1; /* wraps to 0 from NOWHERE */

    if (number.ptr && !(xlsx_parse_count(number, N_ROWS, &row) && row-- > 0)) {
        row = NOWHERE;
    }
    reader->row_number = row < N_ROWS ? row : NOWHERE;
    reader->row = reader->row_number;
    reader->next_col = 0;
    reader->is_hidden = xlsx_is_true(xlsx_attribute(attributes, n, "hidden"));
    xlsx_rows_begin(&reader->rows, reader->row, reader->is_hidden);
}

/* A cell's own reference counts more than where it stands. */
static void
place_cell(struct sheet_reader *reader, struct str ref)
{
    uint32_t row = reader->row;
    uint32_t col = reader->next_col;

    if ((ref.len && !xlsx_parse_ref(ref, &row, &col)) || row == NOWHERE ||
        col >= N_COLS) {
        reader->col = NOWHERE;
        return;
    }
    reader->col = col;
    reader->next_col = col + 1;
    if (row != reader->row) {
        reader->row = row;
        xlsx_rows_begin(&reader->rows, row, reader->is_hidden);
    }
}

static void
start_cell(struct sheet_reader *reader, const struct xml_attribute *attributes,
           size_t n)
{
    struct str ref = {NULL, 0};
    struct str style = {NULL, 0};
    struct str type = {NULL, 0};

    for (size_t i = 0; i < n; i++) {
        if (attributes[i].space.len || attributes[i].name.len != 1) {
            continue;
        }
        switch (attributes[i].name.ptr[0]) {
        case 'r':
            ref = attributes[i].value;
            break;
        case 's':
            style = attributes[i].value;
            break;
        case 't':
            type = attributes[i].value;
            break;
        default:
            break;
        }
    }
    place_cell(reader, ref);
    reader->raw.type = xlsx_type_parse(type);
    if (!xlsx_parse_count(style, UINT32_MAX, &reader->raw.style)) {
        reader->raw.style = 0;
    }
    strbuf_cut(&reader->walk.text, 0);
    reader->value_from = reader->value_to = 0;
    reader->has_formula = reader->has_value = false;
}

static bool
check_limits(struct sheet_reader *reader)
{
    const struct xlsx_rows *rows = &reader->rows;
    struct location at = reader->at;

    at.row = reader->row + 1;
    if (rows->n_cells == 0 && rows->n_rows >= reader->limits->rows) {
        return diag_error(reader->diags, at, _("more than %llu rows"),
                          (unsigned long long)reader->limits->rows);
    }
    if (rows->n_cells_done + rows->n_cells >= reader->limits->cells) {
        return diag_error(reader->diags, at,
                          _("more cells than a file may have"));
    }
    return true;
}

static bool
end_cell(struct sheet_reader *reader)
{
    struct strbuf *text = &reader->walk.text;
    enum xlsx_doubt doubt;
    struct cell cell;

    if (reader->value_to == reader->value_from) {
        if (reader->has_formula &&
            !(reader->has_value && reader->raw.type == XLSX_TEXT)) {
            add_doubt(reader, XLSX_NO_RESULT, reader->row, reader->col);
        }
        return true;
    }
    if (reader->col == NOWHERE) {
        add_doubt(reader, XLSX_BEYOND, NOWHERE, 0);
        return true;
    }
    reader->raw.text = text->ptr + reader->value_from;
    reader->raw.len = reader->value_to - reader->value_from;
    doubt = xlsx_cell_read(&cell, &reader->raw, reader->context);
    if (doubt != XLSX_FINE) {
        add_doubt(reader, doubt, reader->row, reader->col);
    }
    if (cell.type == CELL_EMPTY) {
        return true;
    }
    if (!check_limits(reader)) {
        return false;
    }
    cell.col = reader->col;
    xlsx_rows_add(&reader->rows, cell);
    return true;
}

static void
hide_cols(struct sheet_reader *reader, const struct xml_attribute *attributes,
          size_t n)
{
    uint32_t first;
    uint32_t last;

    if (!xlsx_is_true(xlsx_attribute(attributes, n, "hidden")) ||
        !xlsx_parse_count(xlsx_attribute(attributes, n, "min"), N_COLS,
                          &first) ||
        !xlsx_parse_count(xlsx_attribute(attributes, n, "max"), N_COLS,
                          &last)) {
        return;
    }
    if (first && first <= last) {
        reader->hidden_steps[first - 1]++;
        reader->hidden_steps[last]--;
    }
}

static void
swap_if_greater(uint32_t *low, uint32_t *high)
{
    if (*low > *high) {
        uint32_t kept = *low;

        *low = *high;
        *high = kept;
    }
}

static void
add_merge(struct sheet_reader *reader, struct str ref)
{
    struct str first = str_split(&ref, STR(":"));
    struct grid_merge merge;

    if (!ref.ptr ||
        !xlsx_parse_ref(first, &merge.first_row, &merge.first_col) ||
        !xlsx_parse_ref(ref, &merge.last_row, &merge.last_col)) {
        return; /* one cell, or nothing that can be shown */
    }
    swap_if_greater(&merge.first_row, &merge.last_row);
    swap_if_greater(&merge.first_col, &merge.last_col);
    if (reader->n_merges == reader->cap_merges) {
        reader->cap_merges = reader->cap_merges ? reader->cap_merges * 2 : 16;
        reader->merges = mem_resize(reader->merges, reader->cap_merges,
                                    sizeof *reader->merges);
    }
    reader->merges[reader->n_merges++] = merge;
}

static bool
start(void *user, unsigned id, const struct xml_attribute *attributes, size_t n)
{
    struct sheet_reader *reader = user;

    switch (id) {
    case ROW:
        start_row(reader, attributes, n);
        break;
    case CELL:
        start_cell(reader, attributes, n);
        break;
    case FORMULA:
        reader->has_formula = true;
        break;
    case VALUE:
    case INLINE:
        reader->has_value = true;
        if ((id == INLINE) == (reader->raw.type == XLSX_INLINE)) {
            reader->value_from = reader->walk.text.len;
        }
        break;
    case COL:
        hide_cols(reader, attributes, n);
        break;
    case MERGE:
        add_merge(reader, xlsx_attribute(attributes, n, "ref"));
        break;
    default:
        break;
    }
    return true;
}

static bool
end(void *user, unsigned id)
{
    struct sheet_reader *reader = user;

    if (id == CELL) {
        return end_cell(reader);
    }
    if ((id == INLINE || id == VALUE) &&
        (id == INLINE) == (reader->raw.type == XLSX_INLINE)) {
        reader->value_to = reader->walk.text.len;
    }
    return true;
}

static void
finish_cols(struct sheet_reader *reader, struct grid_sheet *sheet,
            struct arena *arena)
{
    int32_t depth = 0;
    uint32_t n = 0;

    for (uint32_t col = 0; col < N_COLS; col++) {
        depth += reader->hidden_steps[col];
        reader->hidden_steps[col] = depth;
        n += depth > 0;
    }
    sheet->hidden_cols = arena_alloc(arena, n * sizeof(uint32_t));
    for (uint32_t col = 0; col < N_COLS; col++) {
        if (reader->hidden_steps[col] > 0) {
            sheet->hidden_cols[sheet->n_hidden_cols++] = col;
        }
    }
}

static void
finish(struct sheet_reader *reader, struct grid_sheet *sheet,
       struct arena *arena)
{
    xlsx_rows_finish(&reader->rows, sheet);
    reader->limits->cells -= reader->rows.n_cells_done;
    sheet->n_merges = reader->n_merges;
    sheet->merges = arena_grow(arena, reader->merges, reader->n_merges,
                               reader->n_merges, sizeof *reader->merges);
    finish_cols(reader, sheet, arena);
    warn_of_doubts(reader);
}

bool
xlsx_sheet_read(struct grid_sheet *sheet, struct package *package,
                struct str part, const struct xlsx_context *context,
                struct xlsx_limits *limits, struct diags *diags)
{
    struct sheet_reader *reader = mem_alloc(sizeof *reader);
    bool ok;

    reader->walk = (struct xlsx_walk){
        .elements = elements,
        .n_elements = sizeof elements / sizeof elements[0],
        .text_ids = 1U << VALUE | 1U << TEXT | 1U << RUN_TEXT,
        .user = reader,
        .start = start,
        .end = end,
    };
    reader->context = context;
    reader->limits = limits;
    reader->diags = diags;
    reader->at.path = package_path(package);
    reader->at.sheet = sheet->name;
    reader->rows.arena = context->arena;
    reader->row_number = NOWHERE;
    ok = xlsx_walk(&reader->walk, package, part, sheet->name, diags);
    if (ok) {
        finish(reader, sheet, context->arena);
    }
    xlsx_rows_clear(&reader->rows);
    strbuf_clear(&reader->walk.text);
    mem_free(reader->merges);
    mem_free(reader);
    return ok;
}
