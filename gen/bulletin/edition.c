#include "gen/bulletin/edition.h"

#include "gen/input/sniff.h"
#include "gen/input/source.h"
#include "gen/input/xlsx.h"

enum { MAX_CELLS = 5000000 };

static bool
read_document(struct edition *edition, struct package *package,
              struct arena *arena, struct diags *diags)
{
    return package && docx_text_read(&edition->text, package, arena, diags);
}

/* Columns in use. */
static size_t
sheet_width(const struct grid_sheet *sheet)
{
    size_t width = 0;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        const struct grid_row *row = &sheet->rows[i];

        if (row->n_cells && row->cells[row->n_cells - 1].col >= width) {
            width = row->cells[row->n_cells - 1].col + 1;
        }
    }
    return width;
}

/* Its cells with a sign between, up to the last that is not empty. */
static struct str
row_text(const struct docx_block *block, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str text;
    size_t n = block->n_cells;

    while (n && block->cells[n - 1].len == 0) {
        n--;
    }
    for (size_t i = 0; i < n; i++) {
        strbuf_add_cstr(&sb, i ? "｜" : "");
        strbuf_add(&sb, block->cells[i]);
    }
    text = arena_str(arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return text;
}

static void
add_row(struct docx_text *text, const struct grid_row *row, size_t width,
        unsigned sheet, struct arena *arena)
{
    struct docx_block *block = &text->blocks[text->n_blocks++];

    *block = (struct docx_block){
        .cells = arena_alloc(arena, (width + 1) * sizeof *block->cells),
        .n_cells = width,
        .table = sheet,
        .row = row->row + 1};
    for (uint32_t i = 0; i < row->n_cells; i++) {
        block->cells[row->cells[i].col] = row->cells[i].text;
    }
    block->text = row_text(block, arena);
}

/* Every row of every sheet, hidden ones too. */
static bool
read_grid(struct edition *edition, const struct grid *grid, struct arena *arena,
          struct diags *diags)
{
    struct docx_text *text = &edition->text;
    size_t n_rows = 0;
    size_t n_cells = 0;

    for (size_t i = 0; i < grid->n_sheets; i++) {
        n_rows += grid->sheets[i].n_rows;
        n_cells += grid->sheets[i].n_rows * sheet_width(&grid->sheets[i]);
    }
    if (n_cells > MAX_CELLS) {
        return diag_error(diags, (struct location){.path = edition->path},
                          _("has too many cells to be compared"));
    }
    edition->sheets =
        arena_alloc(arena, (grid->n_sheets + 1) * sizeof *edition->sheets);
    text->blocks = arena_alloc(arena, (n_rows + 1) * sizeof *text->blocks);
    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];

        edition->sheets[i] = sheet->name;
        for (size_t k = 0; k < sheet->n_rows; k++) {
            add_row(text, &sheet->rows[k], sheet_width(sheet), (unsigned)i + 1,
                    arena);
        }
    }
    return true;
}

static bool
is_table(enum file_kind kind)
{
    return kind == FILE_XLSX || kind == FILE_XLS || kind == FILE_HTML ||
           kind == FILE_SHEETML;
}

static bool
find_kind(const char *path, enum file_kind *kind, struct diags *diags)
{
    struct source source = {0};
    bool ok = source_open(&source, path, 0, diags);

    if (ok) {
        *kind = sniff_kind(source.bytes);
    }
    source_close(&source);
    return ok;
}

static bool
read_any(struct edition *edition, struct arena *arena, struct diags *diags)
{
    struct location at = {.path = edition->path};
    struct grid grid = {0};
    struct package *package;
    enum file_kind kind;
    bool ok;

    if (!find_kind(edition->path, &kind, diags)) {
        return false;
    }
    if (is_table(kind)) {
        return grid_read(&grid, edition->path, NULL, arena, diags) &&
               read_grid(edition, &grid, arena, diags);
    }
    if (kind != FILE_DOCX && kind != FILE_ZIP && kind != FILE_ZIP_CUT) {
        diag_error(diags, at, _("is neither a Word document nor a workbook"));
        diag_advise(diags, "%s", _("give the edited .docx or .xlsx"));
        return false;
    }
    package = package_open(edition->path, NULL, diags);
    ok = read_document(edition, package, arena, diags);
    package_close(package);
    return ok;
}

bool
edition_read(struct edition *edition, const char *path, struct arena *arena,
             struct diags *diags)
{
    *edition = (struct edition){.path = path};
    if (!read_any(edition, arena, diags)) {
        return false;
    }
    passages_read(&edition->passages, &edition->text, arena);
    return true;
}

bool
edition_read_packed(struct edition *edition, struct parcel *parcel,
                    const struct record_file *file, struct diags *diags)
{
    struct arena *arena = &parcel->arena;
    struct str bytes = file->file->bytes;
    bool ok;

    *edition = (struct edition){.path = parcel_path(parcel, file)};
    if (str_ends_with(file->file->path, STR(".xlsx"))) {
        struct grid grid = {0};

        ok = xlsx_read_bytes(&grid, bytes, edition->path, NULL, arena, diags) &&
             read_grid(edition, &grid, arena, diags);
    } else {
        struct package *package =
            package_open_bytes(bytes, edition->path, NULL, diags);

        ok = read_document(edition, package, arena, diags);
        package_close(package);
    }
    if (ok) {
        passages_read(&edition->passages, &edition->text, arena);
    }
    return ok;
}

void
edition_add_figures(struct edition *edition, struct arena *arena)
{
    for (size_t i = 0; i < edition->passages.n_items; i++) {
        const struct passage *passage = &edition->passages.items[i];

        if (!passage->block->cells) {
            figures_add(&edition->figures, passage->text, i, SIZE_MAX, arena);
        }
        for (size_t k = 0; k < passage->block->n_cells; k++) {
            figures_add(&edition->figures, passage->block->cells[k], i, k,
                        arena);
        }
    }
}

struct location
edition_place(const struct edition *edition, const struct docx_block *block,
              size_t cell, struct arena *arena)
{
    struct location at = {.path = edition->path};
    struct str place;

    if (edition->sheets) {
        at.sheet = edition->sheets[block->table - 1];
        at.row = block->row;
        at.col = cell == SIZE_MAX ? 0 : (uint32_t)cell + 1;
        return at;
    }
    if (block->paragraph) {
        place = arena_strf(arena, _("paragraph %u"), block->paragraph);
    } else if (cell == SIZE_MAX) {
        place =
            arena_strf(arena, _("table %u, row %u"), block->table, block->row);
    } else {
        place = arena_strf(arena, _("table %u, row %u, column %zu"),
                           block->table, block->row, cell + 1);
    }
    at.place = place.ptr;
    return at;
}
