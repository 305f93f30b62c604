#include "gen/render/sheet.h"

#include "gen/render/xlsx_text.h"

struct location
sheet_location(const struct sheet *sheet, size_t row, uint32_t col)
{
    return (struct location){.path = sheet->path,
                             .sheet = sheet->name,
                             .row = (uint32_t)row + 1,
                             .col = col + 1};
}

bool
sheet_cell_is_merged(const struct sheet_cell *cell)
{
    return cell->n_rows > 1 || (cell->n_rows == 1 && cell->n_cols > 1);
}

bool
sheet_head(const struct sheet *sheet, size_t *first, size_t *last)
{
    size_t i = 0;

    if (sheet->n_tables != 1) {
        return false; /* the head of one would stand over the other */
    }
    while (i < sheet->n_rows && !sheet->rows[i].table) {
        i++;
    }
    *first = i;
    while (i < sheet->n_rows && sheet->rows[i].is_header) {
        i++;
    }
    *last = i - 1;
    return i > *first && i < sheet->n_rows;
}

static unsigned
margin_of(unsigned twips)
{
    enum { DEFAULT = 1440, MOST = 5000 };

    return twips == 0 || twips > MOST ? DEFAULT : twips;
}

static void
set_page(struct sheet *sheet, const struct page *page)
{
    enum { SHORT = 11906, LONG = 16838 }; /* sides of A4 */

    sheet->is_landscape |= page->width > page->height;
    sheet->page = (struct page){
        .width = sheet->is_landscape ? LONG : SHORT,
        .height = sheet->is_landscape ? SHORT : LONG,
        .top = margin_of(page->top),
        .bottom = margin_of(page->bottom),
        .left = margin_of(page->left),
        .right = margin_of(page->right),
    };
}

static bool
clean_cells(struct sheet *sheet, struct diags *diags)
{
    bool ok = true;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            struct sheet_cell *cell = &sheet->rows[i].cells[j];

            sheet->n_merges += sheet_cell_is_merged(cell);
            if (cell->text.len && !cell->format) {
                ok &= xlsx_text_clean(&cell->text,
                                      sheet_location(sheet, i, cell->col),
                                      sheet->arena, diags);
            }
        }
    }
    return ok;
}

bool
sheet_lay_out(struct sheet *sheet, const struct page *page, struct diags *diags)
{
    set_page(sheet, page);
    if (!sheet_lay_columns(sheet, diags) || !clean_cells(sheet, diags)) {
        return false;
    }
    sheet_find_formulas(sheet);
    sheet_measure_rows(sheet, diags);
    return true;
}
