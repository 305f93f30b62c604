#include "gen/input/sheetml.h"

#include "gen/base/date.h"
#include "gen/base/decimal.h"
#include "gen/base/mem.h"
#include "gen/input/draft.h"
#include "gen/input/number.h"
#include "gen/opc/xml.h"

static const char ss[] = "urn:schemas-microsoft-com:office:spreadsheet";
static const char excel[] = "urn:schemas-microsoft-com:office:excel";

struct workbook {
    struct grid *grid;
    struct arena *arena;
    struct diags *diags;
    struct draft draft;
    struct grid_sheet *sheets; /* mem_resize'd */
    bool in_sheet, in_cell, in_data, in_comment, in_visible;
    int64_t next_row, next_col; /* of the sheet and row under way */
    int64_t next_column;        /* of <Column> */
    enum cell_type type;
    struct strbuf text;
};

static struct str
attribute(const struct xml_attribute *attributes, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_is(attributes[i].name, name) &&
            str_is(attributes[i].space, ss)) {
            return attributes[i].value;
        }
    }
    return (struct str){NULL, 0};
}

/* A count of at most 1,048,576, or missing for what is none. */
static int64_t
number(const struct xml_attribute *attributes, size_t n, const char *name,
       int64_t missing)
{
    struct decimal decimal;
    int64_t value;

    if (!decimal_parse(str_trim(attribute(attributes, n, name)), &decimal) ||
        !decimal_to_int(decimal, &value) || value < 0 ||
        value > GRID_MAX_ROWS) {
        return missing;
    }
    return value;
}

static struct location
place(const struct workbook *book)
{
    struct location at = {.path = book->grid->path};

    if (book->in_sheet) {
        at.sheet = book->sheets[book->grid->n_sheets].name;
        at.row = (uint32_t)book->next_row;
        at.col = (uint32_t)book->next_col;
    }
    return at;
}

static bool
start_sheet(struct workbook *book, const struct xml_attribute *attributes,
            size_t n)
{
    struct str name = attribute(attributes, n, "Name");
    size_t i = book->grid->n_sheets;

    book->sheets = mem_resize(book->sheets, i + 1, sizeof *book->sheets);
    book->sheets[i] = (struct grid_sheet){
        .name = name.ptr ? arena_cstr(book->arena, name)
                         : arena_strf(book->arena, "Sheet%zu", i + 1).ptr};
    book->in_sheet = true;
    book->next_row = book->next_col = book->next_column = 0;
    book->draft.at.sheet = book->sheets[i].name;
    return true;
}

static bool
hide_columns(struct workbook *book, const struct xml_attribute *attributes,
             size_t n)
{
    int64_t col = number(attributes, n, "Index", book->next_column + 1) - 1;
    int64_t span = number(attributes, n, "Span", 0);

    book->next_column = col + span + 1;
    if (str_is(attribute(attributes, n, "Hidden"), "1")) {
        for (; span >= 0 && col >= 0 && col < GRID_MAX_COLS; span--) {
            draft_hide_col(&book->draft, (uint32_t)col++);
        }
    }
    return true;
}

static bool
report_order(struct workbook *book)
{
    diag_error(book->diags, place(book),
               _("rows or cells of this workbook are not in order"));
    diag_advise(book->diags, _("open it in WPS or Excel and save it as "
                               ".xlsx"));
    return false;
}

/* next_row and next_col count from 1 while a row is under way. */
static bool
start_row(struct workbook *book, const struct xml_attribute *attributes,
          size_t n)
{
    int64_t row = number(attributes, n, "Index", book->next_row + 1);

    if (row <= book->next_row || book->in_cell) {
        return report_order(book);
    }
    book->next_row = row;
    book->next_col = 0;
    return draft_row(&book->draft, (uint32_t)row - 1,
                     str_is(attribute(attributes, n, "Hidden"), "1"),
                     book->diags);
}

static bool
start_cell(struct workbook *book, const struct xml_attribute *attributes,
           size_t n)
{
    int64_t col = number(attributes, n, "Index", book->next_col + 1);
    int64_t across = number(attributes, n, "MergeAcross", 0);
    int64_t down = number(attributes, n, "MergeDown", 0);

    if (col <= book->next_col || book->next_row == 0 || book->in_cell) {
        return report_order(book);
    }
    if (col + across > GRID_MAX_COLS || book->next_row + down > GRID_MAX_ROWS) {
        return diag_error(book->diags, place(book),
                          _("a cell lies outside the sheet"));
    }
    draft_merge(&book->draft,
                (struct grid_merge){(uint32_t)book->next_row - 1,
                                    (uint32_t)col - 1,
                                    (uint32_t)(book->next_row + down - 1),
                                    (uint32_t)(col + across - 1)});
    book->next_col = col;
    book->in_cell = true;
    book->type = CELL_EMPTY;
    strbuf_cut(&book->text, 0);
    return true;
}

static enum cell_type
type_named(struct str name)
{
    static const struct {
        const char *name;
        enum cell_type type;
    } types[] = {{"Number", CELL_NUMBER},
                 {"DateTime", CELL_DATE},
                 {"Boolean", CELL_BOOL},
                 {"Error", CELL_ERROR}};

    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++) {
        if (str_is(name, types[i].name)) {
            return types[i].type;
        }
    }
    return CELL_TEXT;
}

static bool
bad_value(struct workbook *book)
{
    diag_error(book->diags, place(book),
               _("the cell's value does not fit its type"));
    diag_quote(book->diags, strbuf_str(&book->text));
    return false;
}

/* 2021-01-05T08:30:00.000 */
static bool
set_date(struct workbook *book, struct cell *cell)
{
    struct str text = cell->text;
    size_t point = str_find(text, STR("."), 0);
    struct strbuf sb = {0};
    struct date date;
    int time;

    text = point == SIZE_MAX ? text : str_slice(text, 0, point);
    if (!date_parse(text, 0, &date, &time)) {
        return bad_value(book);
    }
    time = time < 0 ? 0 : time;
    cell->number = (double)(date_to_days(date) + 25569) + time / 86400.0;
    if (date.year == 1899) {
        cell->type = CELL_TIME;
        cell->number = time / 86400.0;
    } else {
        date_format_iso(&sb, date);
    }
    if (time || cell->type == CELL_TIME) {
        strbuf_addf(&sb, "%s%02d:%02d:%02d", sb.len ? "T" : "", time / 3600,
                    time / 60 % 60, time % 60);
    }
    cell->text = arena_str(book->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return true;
}

static bool
set_number(struct workbook *book, struct cell *cell)
{
    struct decimal decimal;

    if (!decimal_parse(str_trim(cell->text), &decimal)) {
        return bad_value(book);
    }
    cell->number = decimal_to_double(decimal);
    cell->text = number_format(book->arena, cell->number);
    return true;
}

static bool
set_value(struct workbook *book, struct cell *cell)
{
    switch (cell->type) {
    case CELL_NUMBER:
        return set_number(book, cell);
    case CELL_DATE:
        return set_date(book, cell);
    case CELL_BOOL:
        cell->number = str_is(cell->text, "1");
        cell->text = cell->number != 0 ? STR("TRUE") : STR("FALSE");
        return true;
    default:
        cell->text = arena_str(book->arena, cell->text);
        return true;
    }
}

static bool
end_cell(struct workbook *book)
{
    struct cell cell = {.type = book->type,
                        .col = (uint32_t)book->next_col - 1,
                        .text = strbuf_str(&book->text)};

    book->in_cell = false;
    if (cell.text.len == 0 || cell.type == CELL_EMPTY) {
        return true;
    }
    return set_value(book, &cell) &&
           draft_cell(&book->draft, cell, book->diags);
}

static void
end_sheet(struct workbook *book)
{
    if (book->in_sheet) {
        draft_finish(&book->draft, &book->sheets[book->grid->n_sheets],
                     book->diags);
        book->grid->n_sheets++;
    }
    book->in_sheet = book->in_cell = false;
}

static bool
start_element(void *user, struct str space, struct str name,
              const struct xml_attribute *attributes, size_t n)
{
    struct workbook *book = user;

    if (str_is(space, excel) && str_is(name, "Visible")) {
        book->in_visible = book->in_sheet;
        strbuf_cut(&book->text, 0);
    }
    if (!str_is(space, ss) || book->in_comment) {
        return true;
    }
    if (str_is(name, "Worksheet") && !book->in_sheet) {
        return start_sheet(book, attributes, n);
    }
    if (!book->in_sheet) {
        return true;
    }
    if (str_is(name, "Column")) {
        return hide_columns(book, attributes, n);
    }
    if (str_is(name, "Row")) {
        return start_row(book, attributes, n);
    }
    if (str_is(name, "Cell")) {
        return start_cell(book, attributes, n);
    }
    book->in_comment = str_is(name, "Comment");
    if (str_is(name, "Data") && book->next_col) {
        book->in_data = true;
        book->type = type_named(attribute(attributes, n, "Type"));
    }
    return true;
}

static void
set_visible(struct workbook *book)
{
    struct str text = str_trim(strbuf_str(&book->text));
    struct grid_sheet *sheet = &book->sheets[book->grid->n_sheets];

    if (str_is(text, "SheetHidden")) {
        sheet->state = SHEET_HIDDEN;
    } else if (str_is(text, "SheetVeryHidden")) {
        sheet->state = SHEET_VERY_HIDDEN;
    }
    book->in_visible = false;
}

static bool
end_element(void *user, struct str space, struct str name)
{
    struct workbook *book = user;

    if (book->in_visible && str_is(name, "Visible")) {
        set_visible(book);
    }
    if (!str_is(space, ss)) {
        return true;
    }
    if (str_is(name, "Comment")) {
        book->in_comment = false;
    } else if (str_is(name, "Data")) {
        book->in_data = false;
    } else if (str_is(name, "Cell") && book->in_cell) {
        return end_cell(book);
    } else if (str_is(name, "Worksheet")) {
        end_sheet(book);
    }
    return true;
}

static bool
add_text(void *user, struct str text)
{
    struct workbook *book = user;

    if (book->in_data || book->in_visible) {
        strbuf_add(&book->text, text);
    }
    return true;
}

bool
sheetml_read(struct grid *grid, struct str text,
             const struct grid_options *options, struct arena *arena,
             struct diags *diags)
{
    struct location at = {.path = grid->path};
    struct workbook book = {.grid = grid, .arena = arena, .diags = diags};
    const struct xml_handler handler = {&book, start_element, end_element,
                                        add_text};
    bool ok;

    draft_init(&book.draft, options, at, arena);
    ok = xml_scan_text(text, &handler, at, diags);
    end_sheet(&book);
    draft_clear(&book.draft);
    strbuf_clear(&book.text);
    grid->sheets = arena_grow(arena, book.sheets, grid->n_sheets,
                              grid->n_sheets, sizeof *grid->sheets);
    mem_free(book.sheets);
    return ok;
}
