#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "gen/base/mem.h"
#include "gen/base/path.h"
#include "gen/render/book.h"
#include "gen/render/book_verify.h"
#include "gen/render/xlsx_file.h"
#include "gen/render/xlsx_format.h"
#include "gen/render/xlsx_text.h"

enum {
    STREAMED_CELLS = 200000, /* above, rows do not stay in memory */
    CREATED = 946684800,     /* 2000-01-01: no clock reaches an output */
    DEFAULT_SIZE = 22,
    A4 = 9,
    MAX_LINKS = 60000, /* Excel takes 65,530 a sheet */
    COMMENT_WIDTH = 280,
    COMMENT_LINE = 18, /* pixels */
    COMMENT_COLUMNS = 40
};

struct writer {
    const char *path;
    lxw_workbook *workbook;
    lxw_worksheet *worksheet;
    struct xlsx_formats formats;
    struct strbuf text;
    size_t n_links;
    lxw_error error; /* the first one */
};

/* Every code the library returns comes here. */
static void
note(struct writer *writer, lxw_error error)
{
    if (writer->error == LXW_NO_ERROR) {
        writer->error = error;
    }
}

static lxw_format *
find_format(struct writer *writer, const struct book_look *look, bool quoted)
{
    static const struct book_look plain = {.fill = BOOK_NO_FILL};
    struct xlsx_look full = {.font = "宋体", .quoted = quoted};
    lxw_format *format;

    look = look ? look : &plain;
    full.format = look->format;
    full.half_points = look->half_points ? look->half_points : DEFAULT_SIZE;
    full.color = look->color;
    full.fill = look->fill == BOOK_NO_FILL ? XLSX_NO_FILL : look->fill;
    full.align = look->is_centred ? LXW_ALIGN_CENTER : LXW_ALIGN_NONE;
    full.vertical = LXW_ALIGN_VERTICAL_CENTER;
    full.bold = look->is_bold;
    if (look->has_lines) {
        full.borders = (struct borders){BORDER_THIN, BORDER_THIN, BORDER_THIN,
                                        BORDER_THIN};
    }
    format = xlsx_formats_find(&writer->formats, &full);
    if (!format) {
        note(writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    return format;
}

/* ---- cells ---- */

/* Pixels for all lines of a comment as wide as the box. */
static uint16_t
comment_height(struct str text)
{
    size_t n = 2;

    while (text.ptr) {
        n += 1 + utf8_columns(str_split(&text, STR("\n"))) / COMMENT_COLUMNS;
    }
    return (uint16_t)((n > 40 ? 40 : n) * COMMENT_LINE);
}

static void
write_comment(struct writer *writer, const struct book_cell *cell)
{
    static char author[] = "tongbao";
    static char font[] = "宋体";
    lxw_comment_options options = {
        .visible = LXW_COMMENT_DISPLAY_HIDDEN,
        .author = author,
        .width = COMMENT_WIDTH,
        .height = comment_height(cell->comment),
        .font_name = font,
        .font_size = 9,
    };

    strbuf_cut(&writer->text, 0);
    xlsx_text_escape(&writer->text, cell->comment);
    note(writer, worksheet_write_comment_opt(writer->worksheet, cell->row,
                                             (lxw_col_t)cell->col,
                                             writer->text.ptr, &options));
}

static void
write_link(struct writer *writer, const struct book_cell *cell)
{
    struct strbuf target = {0};

    strbuf_addf(&target, "internal:%s", cell->link);
    note(writer, worksheet_write_url(writer->worksheet, cell->row,
                                     (lxw_col_t)cell->col, target.ptr, NULL));
    strbuf_clear(&target);
}

static void
write_text(struct writer *writer, const struct book_cell *cell,
           lxw_format *format)
{
    if (cell->link && writer->n_links++ < MAX_LINKS) {
        write_link(writer, cell);
    }
    strbuf_cut(&writer->text, 0);
    xlsx_text_escape(&writer->text, cell->text);
    note(writer, worksheet_write_string(writer->worksheet, cell->row,
                                        (lxw_col_t)cell->col, writer->text.ptr,
                                        format));
}

static void
write_cell(struct writer *writer, const struct book_cell *cell)
{
    lxw_worksheet *worksheet = writer->worksheet;
    lxw_row_t row = cell->row;
    lxw_col_t col = (lxw_col_t)cell->col;
    lxw_format *format = find_format(writer, cell->look,
                                     cell->kind == BOOK_TEXT &&
                                         xlsx_text_steers(cell->text));

    switch (cell->kind) {
    case BOOK_TEXT:
        write_text(writer, cell, format);
        break;
    case BOOK_NUMBER:
        note(writer,
             worksheet_write_number(worksheet, row, col, cell->number, format));
        break;
    case BOOK_BOOL:
        note(writer, worksheet_write_boolean(worksheet, row, col,
                                             cell->number != 0, format));
        break;
    default:
        note(writer, worksheet_write_blank(worksheet, row, col, format));
        break;
    }
    if (cell->comment.len) {
        write_comment(writer, cell);
    }
}

/* Rows must ascend: a merged range before its first cell. */
static void
write_merges(struct writer *writer, const struct book_sheet *sheet, size_t *m,
             uint32_t row)
{
    for (; *m < sheet->n_merges && sheet->merges[*m].first_row <= row; ++*m) {
        const struct book_range *range = &sheet->merges[*m];

        note(writer,
             worksheet_merge_range(writer->worksheet, range->first_row,
                                   (lxw_col_t)range->first_col, range->last_row,
                                   (lxw_col_t)range->last_col, "", NULL));
    }
}

static void
write_cells(struct writer *writer, const struct book_sheet *sheet)
{
    size_t m = 0;

    for (size_t i = 0; i < sheet->n_cells && !writer->error;) {
        size_t end = i;
        double height = book_row_height(sheet, &end);
        uint32_t row = sheet->cells[i].row;

        write_merges(writer, sheet, &m, row);
        if (height > 0) {
            note(writer,
                 worksheet_set_row(writer->worksheet, row, height, NULL));
        }
        for (; i < end; i++) {
            write_cell(writer, &sheet->cells[i]);
        }
    }
    write_merges(writer, sheet, &m, UINT32_MAX);
}

/* ---- rules ---- */

static uint8_t
rule_type(enum book_rule_kind kind)
{
    static const uint8_t types[] = {
        [BOOK_ANY] = LXW_VALIDATION_TYPE_ANY,
        [BOOK_LIST] = LXW_VALIDATION_TYPE_CUSTOM_FORMULA, /* see below */
        [BOOK_WHOLE] = LXW_VALIDATION_TYPE_INTEGER,
        [BOOK_DECIMAL] = LXW_VALIDATION_TYPE_DECIMAL,
        [BOOK_DATE] = LXW_VALIDATION_TYPE_DATE_NUMBER,
        [BOOK_FORMULA] = LXW_VALIDATION_TYPE_CUSTOM_FORMULA,
    };

    return types[kind];
}

/* The library loses a list's formula when it takes it, so that a list is
 * added as a formula and becomes a list then. */
static void
make_list(lxw_worksheet *worksheet)
{
    lxw_data_val_obj *rule = STAILQ_FIRST(worksheet->data_validations);

    while (rule && STAILQ_NEXT(rule, list_pointers)) {
        rule = STAILQ_NEXT(rule, list_pointers);
    }
    if (rule) {
        rule->validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
    }
}

static void
write_rule(struct writer *writer, const struct book_rule *rule)
{
    struct strbuf formula = {0};
    lxw_data_validation validation = {
        .validate = rule_type(rule->kind),
        .ignore_blank = LXW_VALIDATION_ON,
        .show_input = LXW_VALIDATION_ON,
        .show_error = LXW_VALIDATION_ON,
        .dropdown = LXW_VALIDATION_ON,
        .minimum_number = rule->min,
        .maximum_number = rule->max,
        .input_message = (char *)(uintptr_t)rule->hint,
        .error_message = (char *)(uintptr_t)rule->complaint,
    };

    if (rule->kind == BOOK_LIST || rule->kind == BOOK_FORMULA) {
        strbuf_addf(&formula, "=%s", rule->formula);
        validation.value_formula = formula.ptr;
    } else if (rule->kind != BOOK_ANY) {
        validation.criteria = LXW_VALIDATION_CRITERIA_BETWEEN;
    }
    note(writer, worksheet_data_validation_range(
                     writer->worksheet, rule->range.first_row,
                     (lxw_col_t)rule->range.first_col, rule->range.last_row,
                     (lxw_col_t)rule->range.last_col, &validation));
    if (rule->kind == BOOK_LIST) {
        make_list(writer->worksheet);
    }
    strbuf_clear(&formula);
}

/* ---- the file ---- */

static void
set_sheet(struct writer *writer, const struct book_sheet *sheet)
{
    lxw_worksheet *worksheet = writer->worksheet;

    worksheet_set_paper(worksheet, A4);
    worksheet_fit_to_pages(worksheet, 1, 0);
    if (sheet->is_landscape) {
        worksheet_set_landscape(worksheet);
    }
    if (sheet->n_frozen) {
        worksheet_freeze_panes(worksheet, sheet->n_frozen, 0);
    }
    if (sheet->is_hidden) {
        worksheet_hide(worksheet);
    }
    for (size_t i = 0; i < sheet->n_columns; i++) {
        const struct book_column *column = &sheet->columns[i];

        if (column->width > 0 || column->look) {
            note(writer,
                 worksheet_set_column(
                     worksheet, (lxw_col_t)i, (lxw_col_t)i,
                     column->width > 0 ? column->width : LXW_DEF_COL_WIDTH,
                     column->look ? find_format(writer, column->look, false) : NULL));
        }
    }
    if (sheet->has_filter) {
        note(writer, worksheet_autofilter(worksheet, sheet->filter.first_row,
                                          (lxw_col_t)sheet->filter.first_col,
                                          sheet->filter.last_row,
                                          (lxw_col_t)sheet->filter.last_col));
    }
}

static void
write_sheet(struct writer *writer, struct book_sheet *sheet)
{
    writer->worksheet = workbook_add_worksheet(writer->workbook, sheet->name);
    writer->n_links = 0;
    if (!writer->worksheet) {
        note(writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
        return;
    }
    book_sort(sheet);
    set_sheet(writer, sheet);
    write_cells(writer, sheet);
    for (size_t i = 0; i < sheet->n_rules; i++) {
        write_rule(writer, &sheet->rules[i]);
    }
}

static bool
report(const struct writer *writer, int system_error, struct diags *diags)
{
    struct location at = {.path = writer->path};
    const char *what = lxw_strerror(writer->error);

    return system_error
               ? diag_system(diags, at, _("cannot be written: %s (%s)"), what,
                             strerror(system_error))
               : diag_system(diags, at, _("cannot be written: %s"), what);
}

static bool
write_book(struct writer *writer, struct book *book, struct diags *diags)
{
    lxw_doc_properties properties = {.created = CREATED};

    note(writer, workbook_set_properties(writer->workbook, &properties));
    for (size_t i = 0; i < book->n_sheets && !writer->error; i++) {
        write_sheet(writer, book->sheets[i]);
    }
    strbuf_clear(&writer->text);
    if (writer->error) {
        lxw_workbook_free(writer->workbook);
        return report(writer, 0, diags);
    }
    errno = 0;
    note(writer, workbook_close(writer->workbook));
    return writer->error == LXW_NO_ERROR || report(writer, errno, diags);
}

struct writing {
    struct book *book;
    const char *path; /* for messages */
};

static bool
write_once(void *user, const char *path, struct diags *diags)
{
    const struct writing *writing = user;
    struct book *book = writing->book;
    struct writer writer = {.path = writing->path};
    char *folder = path_parent(path);
    lxw_workbook_options how = {.tmpdir = folder};
    size_t n_cells = 0;
    bool ok;

    for (size_t i = 0; i < book->n_sheets; i++) {
        n_cells += book->sheets[i]->n_cells;
    }
    how.constant_memory = n_cells > STREAMED_CELLS ? LXW_TRUE : LXW_FALSE;
    writer.workbook = workbook_new_opt(path, &how);
    if (writer.workbook) {
        xlsx_formats_open(&writer.formats, writer.workbook, book->arena);
    } else {
        note(&writer, LXW_ERROR_MEMORY_MALLOC_FAILED);
    }
    ok = writer.workbook ? write_book(&writer, book, diags)
                         : report(&writer, 0, diags);
    mem_free(folder);
    return ok;
}

bool
book_write(struct book *book, const char *path, struct diags *diags)
{
    struct writing writing = {book, path};

    return xlsx_file_write(path, write_once, &writing, diags) &&
           book_verify(book, path, diags);
}
