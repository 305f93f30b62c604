#include "gen/render/xlsx_write.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "gen/render/xlsx_format.h"
#include "gen/render/xlsx_text.h"

enum {
    STREAMED_ROWS = 20000, /* above, rows do not stay in memory */
    MAX_TITLE_UNITS = 255,
    MAX_WIDTH = 255 /* of a column, in characters */
};

struct xlsx_writer {
    const struct sheet *sheet;
    lxw_workbook *workbook;
    lxw_worksheet *worksheet;
    struct xlsx_formats formats;
    struct strbuf text; /* of the cell being written */
    struct location at; /* of what is being written */
    lxw_error error;    /* the first one */
    struct location error_at;
};

/* Every code the library returns comes here. */
static void
note(struct xlsx_writer *writer, lxw_error error)
{
    if (error != LXW_NO_ERROR && writer->error == LXW_NO_ERROR) {
        writer->error = error;
        writer->error_at = writer->at;
    }
}

/* ---- cells ---- */

static void
write_cell(struct xlsx_writer *writer, size_t row,
           const struct sheet_cell *cell)
{
    const struct sheet_row *in = &writer->sheet->rows[row];
    lxw_row_t at = (lxw_row_t)row;

    writer->at = sheet_location(writer->sheet, row, cell->col);
    if (sheet_cell_is_merged(cell)) {
        note(writer, worksheet_merge_range(
                         writer->worksheet, at, (lxw_col_t)cell->col,
                         at + cell->n_rows - 1,
                         (lxw_col_t)(cell->col + cell->n_cols - 1), "", NULL));
    }
    for (uint32_t i = 0; i < cell->n_cols; i++) {
        lxw_col_t col = (lxw_col_t)(cell->col + i);
        struct xlsx_look look = xlsx_look_of(in, cell, col);
        lxw_format *format = xlsx_formats_find(&writer->formats, &look);

        if (!format) {
            note(writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
        } else if (i > 0 || !cell->text.len) {
            note(writer,
                 worksheet_write_blank(writer->worksheet, at, col, format));
        } else if (cell->formula) {
            note(writer, worksheet_write_formula_num(writer->worksheet, at, col,
                                                     cell->formula, format,
                                                     cell->number));
        } else if (cell->format) {
            note(writer, worksheet_write_number(writer->worksheet, at, col,
                                                cell->number, format));
        } else {
            strbuf_cut(&writer->text, 0);
            xlsx_text_escape(&writer->text, cell->text);
            note(writer, worksheet_write_string(writer->worksheet, at, col,
                                                writer->text.ptr, format));
        }
    }
}

static void
write_rows(struct xlsx_writer *writer)
{
    const struct sheet *sheet = writer->sheet;

    for (size_t i = 0; i < sheet->n_rows && !writer->error; i++) {
        writer->at = sheet_location(sheet, i, 0);
        note(writer, worksheet_set_row(writer->worksheet, (lxw_row_t)i,
                                       sheet->rows[i].height / 20.0, NULL));
        for (size_t j = 0; j < sheet->rows[i].n_cells; j++) {
            write_cell(writer, i, &sheet->rows[i].cells[j]);
        }
    }
}

/* ---- the sheet ---- */

/* Digits of the default font are 7 pixels wide, and 5 pixels stand around them
 * (ECMA-376-1 18.3.1.13). */
static double
column_width(unsigned twips)
{
    unsigned pixels = twips / 15;
    double width = pixels < 12 ? pixels / 12.0 : (pixels - 5) / 7.0;

    return width > MAX_WIDTH ? MAX_WIDTH : width;
}

static void
set_columns(struct xlsx_writer *writer)
{
    const struct sheet *sheet = writer->sheet;

    for (uint32_t i = 0; i < sheet->n_columns; i++) {
        note(writer,
             worksheet_set_column(writer->worksheet, (lxw_col_t)i, (lxw_col_t)i,
                                  column_width(sheet->widths[i]), NULL));
    }
}

/* Inches with two decimals. */
static double
inches(unsigned twips)
{
    unsigned hundredths = (twips * 100 + 720) / 1440;

    return hundredths / 100.0;
}

/* The library does not quote names such as 2021 or A1, which Excel then reads
 * as something else in the print area. */
static void
quote_name(lxw_worksheet *worksheet)
{
    size_t room = strlen(worksheet->name) + 3;
    char *quoted;

    if (worksheet->quoted_name[0] == '\'') {
        return;
    }
    quoted = malloc(room); /* the library frees it */
    if (quoted) {
        snprintf(quoted, room, "'%s'", worksheet->name);
        free(worksheet->quoted_name);
        worksheet->quoted_name = quoted;
    }
}

/* In 四号, 7 mm below the text (GB/T 9704-2012 7.5). */
static void
set_page_number(struct xlsx_writer *writer)
{
    enum { BELOW = 397, HEIGHT = 320, LEAST = 300 }; /* twips */
    unsigned bottom = writer->sheet->page.bottom;
    unsigned footer =
        bottom > BELOW + HEIGHT + LEAST ? bottom - BELOW - HEIGHT : LEAST;
    lxw_header_footer_options options = {.margin = inches(footer)};

    note(writer,
         worksheet_set_footer_opt(writer->worksheet,
                                  "&C&\"宋体,常规\"&14— &P —", &options));
}

static void
set_page(struct xlsx_writer *writer)
{
    const struct sheet *sheet = writer->sheet;
    const struct page *page = &sheet->page;
    lxw_worksheet *worksheet = writer->worksheet;
    size_t first;
    size_t last;

    quote_name(worksheet);
    worksheet_set_paper(worksheet, 9); /* A4 */
    if (sheet->is_landscape) {
        worksheet_set_landscape(worksheet);
    }
    worksheet_set_margins(worksheet, inches(page->left), inches(page->right),
                          inches(page->top), inches(page->bottom));
    set_page_number(writer);
    worksheet_center_horizontally(worksheet);
    worksheet_fit_to_pages(worksheet, 1, 0);
    if (sheet->n_rows) {
        note(writer, worksheet_print_area(worksheet, 0, 0,
                                          (lxw_row_t)(sheet->n_rows - 1),
                                          (lxw_col_t)(sheet->n_columns - 1)));
    }
    if (sheet_head(sheet, &first, &last)) {
        note(writer, worksheet_repeat_rows(worksheet, (lxw_row_t)first,
                                           (lxw_row_t)last));
        worksheet_freeze_panes(worksheet, (lxw_row_t)last + 1, 0);
    }
}

/* Midnight UTC, which the library's gmtime() gives back. */
static time_t
time_of(struct date date)
{
    static const struct date fallback = {1980, 1, 1};
    static const int64_t day = 86400;

    if (!date_is_valid(date) || date_to_days(date) < 1) {
        date = fallback; /* or the library asks the clock */
    }
    return (time_t)(date_to_days(date) * day);
}

static bool
set_properties(struct xlsx_writer *writer, const struct xlsx_options *options,
               struct diags *diags)
{
    lxw_doc_properties properties = {.created = time_of(options->created)};
    struct str title = str_from(options->title);
    char *copy;

    if (title.len) {
        if (!xlsx_text_clean(&title, writer->at, writer->formats.arena,
                             diags)) {
            return false;
        }
        while (xlsx_units(title) > MAX_TITLE_UNITS) {
            title.len--;
        }
        title.len = utf8_valid(title);
        copy = arena_alloc(writer->formats.arena, title.len + 1);
        memcpy(copy, title.ptr, title.len);
        properties.title = copy;
    }
    note(writer, workbook_set_properties(writer->workbook, &properties));
    return true;
}

/* ---- the file ---- */

static bool
report(const struct xlsx_writer *writer, int system_error, struct diags *diags)
{
    const char *what = lxw_strerror(writer->error);

    return system_error ? diag_system(diags, writer->error_at,
                                      _("cannot be written: %s (%s)"), what,
                                      strerror(system_error))
                        : diag_system(diags, writer->error_at,
                                      _("cannot be written: %s"), what);
}

/* The folder of path, for the library's temporary files. */
static char *
folder_of(const char *path, struct arena *arena)
{
    const char *slash = strrchr(path, '/');
    size_t len = slash ? (size_t)(slash - path) : 0;
    char *folder = arena_alloc(arena, len + 2);

    if (!slash) {
        folder[0] = '.';
    } else {
        memcpy(folder, path, len ? len : 1);
    }
    return folder;
}

static void
write_sheet(struct xlsx_writer *writer, const struct sheet *sheet)
{
    writer->sheet = sheet;
    writer->at = sheet_location(sheet, 0, 0);
    writer->worksheet = workbook_add_worksheet(writer->workbook, sheet->name);
    if (!writer->worksheet) {
        note(writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    set_page(writer);
    set_columns(writer);
    write_rows(writer);
}

static size_t
count_rows(const struct sheets *sheets)
{
    size_t n = 0;

    for (size_t i = 0; i < sheets->n_items; i++) {
        n += sheets->items[i].n_rows;
    }
    return n;
}

bool
xlsx_write(const struct sheets *sheets, const char *path,
           const struct xlsx_options *options, struct diags *diags)
{
    lxw_workbook_options how = {
        .constant_memory =
            count_rows(sheets) > STREAMED_ROWS ? LXW_TRUE : LXW_FALSE,
        .tmpdir = folder_of(path, sheets->arena),
    };
    struct xlsx_writer writer = {.at = {.path = sheets->path}};
    bool ok;

    writer.error_at = writer.at;
    writer.workbook = workbook_new_opt(path, &how);
    if (!writer.workbook) {
        note(&writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return report(&writer, 0, diags);
    }
    xlsx_formats_open(&writer.formats, writer.workbook, sheets->arena);
    ok = set_properties(&writer, options, diags);
    for (size_t i = 0; i < sheets->n_items && ok && !writer.error; i++) {
        write_sheet(&writer, &sheets->items[i]);
    }
    strbuf_clear(&writer.text);
    if (!ok || writer.error) {
        lxw_workbook_free(writer.workbook);
        return ok ? report(&writer, 0, diags) : false;
    }
    errno = 0;
    writer.at = (struct location){.path = sheets->path};
    note(&writer, workbook_close(writer.workbook));
    return writer.error == LXW_NO_ERROR || report(&writer, errno, diags);
}
