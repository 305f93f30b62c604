#include "gen/input/grid.h"

#include <stdlib.h>
#include <string.h>

#include "gen/input/charset.h"
#include "gen/input/csv.h"
#include "gen/input/html.h"
#include "gen/input/ods.h"
#include "gen/input/sheetml.h"
#include "gen/input/sniff.h"
#include "gen/input/source.h"
#include "gen/input/xls.h"
#include "gen/input/xlsx.h"

/* The file's text, in place of its bytes. */
static bool
decode(struct grid *grid, struct source *source, bool is_markup,
       const struct grid_options *options, struct arena *arena,
       struct charset_text *text, struct diags *diags)
{
    struct location at = {.path = grid->path};
    struct charset_choice choice = {options->charset, NULL};

    if (is_markup) {
        choice.declared = charset_declared(source->bytes, arena);
    }
    if (!charset_decode(text, source->bytes, choice, at, arena, diags)) {
        return false;
    }
    source_close(source);
    grid->charset = text->name;
    return true;
}

static bool
read_csv(struct grid *grid, const struct charset_text *text,
         const struct grid_options *options, struct arena *arena,
         struct diags *diags)
{
    grid->sheets = arena_alloc(arena, sizeof *grid->sheets);
    grid->n_sheets = 1;
    return csv_read(grid->sheets, text->ptr, text->len,
                    (struct location){.path = grid->path}, options, arena,
                    diags);
}

static bool
read_text(struct grid *grid, enum file_kind kind, struct source *source,
          const struct grid_options *options, struct arena *arena,
          struct diags *diags)
{
    struct charset_text text;

    if (!decode(grid, source, kind != FILE_TEXT, options, arena, &text,
                diags)) {
        return false;
    }
    switch (kind) {
    case FILE_HTML:
        return html_read(grid, (struct str){text.ptr, text.len}, options, arena,
                         diags);
    case FILE_SHEETML:
        return sheetml_read(grid, (struct str){text.ptr, text.len}, options,
                            arena, diags);
    case FILE_FODF:
        return ods_read_flat(grid, (struct str){text.ptr, text.len}, options,
                             arena, diags);
    default:
        return read_csv(grid, &text, options, arena, diags);
    }
}

static bool
read_kind(struct grid *grid, enum file_kind kind, struct source *source,
          const struct grid_options *options, struct arena *arena,
          struct diags *diags)
{
    struct location at = {.path = grid->path};

    switch (kind) {
    case FILE_XLSX:
        grid->format = "xlsx";
        source_close(source);
        return xlsx_read(grid, grid->path, options, arena, diags);
    case FILE_XLS:
        grid->format = "xls";
        return xls_read(grid, source->bytes, options, arena, diags);
    case FILE_ODF:
        source_close(source);
        return ods_read(grid, grid->path, options, arena, diags);
    case FILE_TEXT:
        grid->format = "text";
        break;
    case FILE_HTML:
        grid->format = "html";
        break;
    case FILE_SHEETML:
    case FILE_FODF:
        grid->format = "xml";
        break;
    default:
        return sniff_refuse(kind, at, diags);
    }
    return read_text(grid, kind, source, options, arena, diags);
}

static int
compare_merges(const void *left, const void *right)
{
    const struct grid_merge *a = left;
    const struct grid_merge *b = right;

    if (a->first_row != b->first_row) {
        return a->first_row < b->first_row ? -1 : 1;
    }
    return (a->first_col > b->first_col) - (a->first_col < b->first_col);
}

static void
index_merges(struct grid_sheet *sheet, struct arena *arena)
{
    uint32_t reach = 0;

    if (sheet->n_merges == 0) {
        return;
    }
    qsort(sheet->merges, sheet->n_merges, sizeof *sheet->merges,
          compare_merges);
    sheet->merge_reach = arena_alloc(arena, sheet->n_merges * sizeof reach);
    for (size_t i = 0; i < sheet->n_merges; i++) {
        if (sheet->merges[i].last_row > reach) {
            reach = sheet->merges[i].last_row;
        }
        sheet->merge_reach[i] = reach;
    }
}

/* Keeps only the sheet asked for. */
static bool
select_sheet(struct grid *grid, const char *name, struct diags *diags)
{
    struct location at = {.path = grid->path};
    struct strbuf names = {0};

    for (size_t i = 0; i < grid->n_sheets; i++) {
        struct grid_sheet *sheet = &grid->sheets[i];

        if (!sheet->name || strcmp(sheet->name, name) == 0) {
            grid->sheets = sheet;
            grid->n_sheets = 1;
            return true;
        }
        strbuf_addf(&names, "%s%s", i ? ", " : "", sheet->name);
    }
    diag_error(diags, at, _("there is no sheet \"%s\""), name);
    diag_advise(diags, _("its sheets are: %s"), strbuf_str(&names).ptr);
    strbuf_clear(&names);
    return false;
}

bool
grid_read(struct grid *grid, const char *path,
          const struct grid_options *options, struct arena *arena,
          struct diags *diags)
{
    static const struct grid_options defaults = {0};
    struct source source;
    bool ok;

    *grid = (struct grid){.path = arena_cstr(arena, str_from(path))};
    options = options ? options : &defaults;
    if (!source_open(&source, path, options->max_bytes, diags)) {
        return false;
    }
    ok = read_kind(grid, sniff_kind(source.bytes), &source, options, arena,
                   diags);
    source_close(&source);
    if (options->sheet && grid->n_sheets) {
        ok = select_sheet(grid, options->sheet, diags) && ok;
    }
    for (size_t i = 0; i < grid->n_sheets; i++) {
        index_merges(&grid->sheets[i], arena);
    }
    return ok;
}

static const struct grid_row *
find_row(const struct grid_sheet *sheet, uint32_t row)
{
    size_t low = 0;
    size_t high = sheet->n_rows;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sheet->rows[middle].row < row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return low < sheet->n_rows && sheet->rows[low].row == row
               ? &sheet->rows[low]
               : NULL;
}

const struct cell *
grid_cell(const struct grid_sheet *sheet, uint32_t row, uint32_t col)
{
    const struct grid_row *found = find_row(sheet, row);
    size_t low = 0;
    size_t high = found ? found->n_cells : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (found->cells[middle].col < col) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return found && low < found->n_cells && found->cells[low].col == col
               ? &found->cells[low]
               : NULL;
}

/* How many merges begin at row or above. */
static size_t
count_merges_to(const struct grid_sheet *sheet, uint32_t row)
{
    size_t low = 0;
    size_t high = sheet->merge_reach ? sheet->n_merges : 0;

    while (low < high) {
        size_t middle = low + (high - low) / 2;

        if (sheet->merges[middle].first_row <= row) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    return sheet->merge_reach ? low : sheet->n_merges;
}

const struct grid_merge *
grid_merge_at(const struct grid_sheet *sheet, uint32_t row, uint32_t col)
{
    for (size_t i = count_merges_to(sheet, row); i-- > 0;) {
        const struct grid_merge *merge = &sheet->merges[i];

        if (sheet->merge_reach && sheet->merge_reach[i] < row) {
            return NULL;
        }
        if (merge->first_row <= row && row <= merge->last_row &&
            merge->first_col <= col && col <= merge->last_col) {
            return merge;
        }
    }
    return NULL;
}

struct location
grid_location(const struct grid *grid, const struct grid_sheet *sheet,
              uint32_t row, uint32_t col)
{
    return (struct location){.path = grid->path,
                             .sheet = sheet ? sheet->name : NULL,
                             .row = row + 1,
                             .col = col + 1};
}
