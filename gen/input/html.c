#include "gen/input/html.h"

#include <stdlib.h>
#include <string.h>

#include "gen/base/decimal.h"
#include "gen/base/mem.h"
#include "gen/input/draft.h"
#include "gen/input/htmlscan.h"
#include "gen/input/number.h"

enum {
    MAX_TABLES_DEEP = 8,
    MAX_COLSPAN = 1000, /* HTML Living Standard 4.9.11 */
    MAX_ROWSPAN = 65534
};

struct table {
    struct draft draft;
    size_t sheet; /* index in the page */
    uint32_t next_row;
    uint32_t col;
    uint32_t *taken_to; /* by column: first row that is free again */
    uint32_t n_taken;
    bool in_row, in_cell, in_caption;
    bool is_number, is_as_text; /* x:num; mso-number-format:"\@" */
    uint32_t colspan, rowspan;
    struct strbuf number; /* x:num's value */
    struct strbuf text;   /* of the cell or caption under way */
};

struct page {
    struct grid *grid;
    const struct grid_options *options;
    struct arena *arena;
    struct diags *diags;
    struct grid_sheet *sheets; /* mem_resize'd */
    size_t n_sheets;
    size_t cap_sheets;
    struct table tables[MAX_TABLES_DEEP];
    size_t depth;    /* tables open, deeper ones included */
    size_t n_silent; /* script and style elements open */
};

static struct table *
innermost(struct page *page)
{
    return page->depth && page->depth <= MAX_TABLES_DEEP
               ? &page->tables[page->depth - 1]
               : NULL;
}

static struct str
attribute(const struct xml_attribute *attributes, size_t n, const char *name)
{
    for (size_t i = 0; i < n; i++) {
        if (str_is(attributes[i].name, name)) {
            return attributes[i].value.ptr ? attributes[i].value : STR("");
        }
    }
    return (struct str){NULL, 0};
}

/* 1 to max; 1 for what is no number. */
static uint32_t
span(struct str value, uint32_t max)
{
    struct decimal decimal;
    int64_t n;

    if (!decimal_parse(str_trim(value), &decimal) ||
        !decimal_to_int(decimal, &n) || n < 1) {
        return 1;
    }
    return n > max ? max : (uint32_t)n;
}

static bool
has(struct str text, const char *word)
{
    return str_find(text, str_from(word), 0) != SIZE_MAX;
}

/* Text as browsers fold it: one blank for many, none at a line's ends. */
static void
add_folded(struct strbuf *sb, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bool is_blank = c == ' ' || (c >= '\t' && c <= '\r');

        if (!is_blank) {
            strbuf_add_char(sb, c);
        } else if (sb->len && sb->ptr[sb->len - 1] != ' ' &&
                   sb->ptr[sb->len - 1] != '\n') {
            strbuf_add_char(sb, ' ');
        }
    }
}

static void
break_line(struct strbuf *sb)
{
    if (sb->len && sb->ptr[sb->len - 1] == ' ') {
        strbuf_cut(sb, sb->len - 1);
    }
    strbuf_add_char(sb, '\n');
}

static bool
is_taken(const struct table *table, uint32_t row)
{
    return table->col < table->n_taken && table->taken_to[table->col] > row;
}

static void
take(struct table *table, uint32_t end, uint32_t free_row)
{
    if (end > table->n_taken) {
        table->taken_to =
            mem_resize(table->taken_to, end, sizeof *table->taken_to);
        memset(table->taken_to + table->n_taken, 0,
               (end - table->n_taken) * sizeof *table->taken_to);
        table->n_taken = end;
    }
    for (uint32_t col = table->col; col < end; col++) {
        table->taken_to[col] = free_row;
    }
}

/* Moves to the first free column and takes the cell's range. */
static bool
place_cell(struct page *page, struct table *table)
{
    uint32_t row = table->draft.row.row;
    uint32_t last;

    while (is_taken(table, row)) {
        table->col++;
    }
    if (table->col + table->colspan > GRID_MAX_COLS) {
        return diag_error(page->diags, table->draft.at,
                          _("a table of this page has more than %d columns"),
                          GRID_MAX_COLS);
    }
    last = table->col + table->colspan - 1;
    take(table, last + 1, row + table->rowspan);
    draft_merge(
        &table->draft,
        (struct grid_merge){row, table->col, row + table->rowspan - 1, last});
    return true;
}

static void
type_cell(struct table *table, struct cell *cell)
{
    struct str value = str_trim(strbuf_str(&table->number));
    struct decimal decimal;

    if (!table->is_number || table->is_as_text ||
        !decimal_parse(cell->text, &decimal)) {
        return;
    }
    if (value.len && !decimal_parse(value, &decimal)) {
        return;
    }
    cell->type = CELL_NUMBER;
    cell->number = decimal_to_double(decimal);
    cell->text = number_format(table->draft.arena, cell->number);
}

static bool
end_cell(struct page *page, struct table *table)
{
    struct cell cell = {.type = CELL_TEXT, .col = table->col};
    struct str text = str_trim(strbuf_str(&table->text));

    if (!table->in_cell) {
        return true;
    }
    table->in_cell = false;
    table->col += table->colspan;
    if (text.len == 0) {
        return true;
    }
    cell.text = arena_str(page->arena, text);
    type_cell(table, &cell);
    return draft_cell(&table->draft, cell, page->diags);
}

static bool
start_row(struct page *page, struct table *table, struct str style)
{
    bool is_hidden = has(style, "display:none") || has(style, "display: none");

    if (!end_cell(page, table)) {
        return false;
    }
    table->in_row = true;
    table->col = 0;
    return draft_row(&table->draft, table->next_row++, is_hidden, page->diags);
}

static bool
start_cell(struct page *page, struct table *table,
           const struct xml_attribute *attributes, size_t n)
{
    struct str number = attribute(attributes, n, "x:num");
    struct str style = attribute(attributes, n, "style");

    if (!table->in_row ? !start_row(page, table, (struct str){NULL, 0})
                       : !end_cell(page, table)) {
        return false;
    }
    table->in_cell = true;
    table->colspan = span(attribute(attributes, n, "colspan"), MAX_COLSPAN);
    table->rowspan = span(attribute(attributes, n, "rowspan"), MAX_ROWSPAN);
    table->is_number = number.ptr != NULL;
    table->is_as_text = has(style, "\\@");
    strbuf_cut(&table->number, 0);
    strbuf_add(&table->number, number);
    strbuf_cut(&table->text, 0);
    return place_cell(page, table);
}

static void
start_table(struct page *page)
{
    struct location at = {.path = page->grid->path};
    struct table *table;

    if (++page->depth > MAX_TABLES_DEEP) {
        return;
    }
    table = innermost(page);
    *table = (struct table){.sheet = page->n_sheets++};
    draft_init(&table->draft, page->options, at, page->arena);
    if (page->n_sheets > page->cap_sheets) {
        page->cap_sheets = page->n_sheets * 2;
        page->sheets =
            mem_resize(page->sheets, page->cap_sheets, sizeof *page->sheets);
    }
    page->sheets[table->sheet] = (struct grid_sheet){0};
}

static void
clear_table(struct table *table)
{
    draft_clear(&table->draft);
    mem_free(table->taken_to);
    strbuf_clear(&table->number);
    strbuf_clear(&table->text);
    *table = (struct table){0};
}

/* A rowspan may say more rows than there are. */
static void
clip_merges(struct grid_sheet *sheet, uint32_t n_rows)
{
    size_t n = 0;

    for (size_t i = 0; i < sheet->n_merges; i++) {
        struct grid_merge merge = sheet->merges[i];

        if (merge.last_row >= n_rows) {
            merge.last_row = n_rows - 1;
        }
        if (merge.first_row != merge.last_row ||
            merge.first_col != merge.last_col) {
            sheet->merges[n++] = merge;
        }
    }
    sheet->n_merges = n;
}

static bool
end_table(struct page *page)
{
    struct table *table = innermost(page);
    struct grid_sheet *sheet;
    bool ok;

    if (!table) {
        page->depth -= page->depth > 0;
        return true;
    }
    ok = end_cell(page, table);
    sheet = &page->sheets[table->sheet];
    draft_finish(&table->draft, sheet, page->diags);
    clip_merges(sheet, table->next_row);
    page->depth--;
    /* the limit on cells holds for the page */
    if (page->depth) {
        innermost(page)->draft.n_cells_before += table->draft.n_cells_before;
    }
    clear_table(table);
    return ok;
}

static void
end_caption(struct page *page, struct table *table)
{
    struct str text = str_trim(strbuf_str(&table->text));

    table->in_caption = false;
    if (text.len) {
        page->sheets[table->sheet].name = arena_cstr(page->arena, text);
    }
}

static bool
is_silent(struct str name)
{
    return str_is(name, "script") || str_is(name, "style");
}

static bool
breaks_line(struct str name)
{
    return str_is(name, "p") || str_is(name, "div") || str_is(name, "li");
}

static bool
start_element(void *user, struct str space, struct str name,
              const struct xml_attribute *attributes, size_t n)
{
    struct page *page = user;
    struct table *table = innermost(page);

    (void)space;
    page->n_silent += is_silent(name);
    if (str_is(name, "table")) {
        start_table(page);
    } else if (!table) {
        return true;
    } else if (str_is(name, "tr")) {
        return start_row(page, table, attribute(attributes, n, "style"));
    } else if (str_is(name, "td") || str_is(name, "th")) {
        return start_cell(page, table, attributes, n);
    } else if (str_is(name, "caption")) {
        table->in_caption = true;
        strbuf_cut(&table->text, 0);
    } else if (str_is(name, "br") ||
               (breaks_line(name) && str_trim(strbuf_str(&table->text)).len)) {
        break_line(&table->text);
    }
    return true;
}

static bool
end_element(void *user, struct str space, struct str name)
{
    struct page *page = user;
    struct table *table = innermost(page);

    (void)space;
    page->n_silent -= is_silent(name) && page->n_silent;
    if (str_is(name, "table")) {
        return end_table(page);
    }
    if (!table) {
        return true;
    }
    if (str_is(name, "caption")) {
        end_caption(page, table);
    } else if (str_is(name, "tr")) {
        table->in_row = false;
        return end_cell(page, table);
    } else if (str_is(name, "td") || str_is(name, "th")) {
        return end_cell(page, table);
    }
    return true;
}

static bool
add_text(void *user, struct str text)
{
    struct page *page = user;
    struct table *table = innermost(page);

    if (table && page->n_silent == 0 && (table->in_cell || table->in_caption)) {
        add_folded(&table->text, text);
    }
    return true;
}

/* Leaves out tables without a cell, names the others. */
static void
move_sheets(struct page *page)
{
    struct grid *grid = page->grid;

    grid->sheets =
        arena_alloc(page->arena, page->n_sheets * sizeof *grid->sheets);
    for (size_t i = 0; i < page->n_sheets; i++) {
        struct grid_sheet sheet = page->sheets[i];

        if (sheet.n_rows == 0) {
            continue;
        }
        if (!sheet.name) {
            sheet.name =
                arena_strf(page->arena, "Table%zu", grid->n_sheets + 1).ptr;
        }
        grid->sheets[grid->n_sheets++] = sheet;
    }
}

static bool
report_none(struct location at, struct diags *diags)
{
    diag_error(diags, at, _("this is a web page without a table"));
    diag_advise(diags, _("open it in a browser: it may be a page that asks to "
                         "log in, or an error page saved as a file"));
    return false;
}

bool
html_read(struct grid *grid, struct str text,
          const struct grid_options *options, struct arena *arena,
          struct diags *diags)
{
    struct location at = {.path = grid->path};
    struct page page = {
        .grid = grid, .options = options, .arena = arena, .diags = diags};
    const struct xml_handler handler = {&page, start_element, end_element,
                                        add_text};
    bool ok = html_scan(text, &handler, at, diags);

    while (page.depth) {
        ok = end_table(&page) && ok;
    }
    move_sheets(&page);
    mem_free(page.sheets);
    return ok && (grid->n_sheets || report_none(at, diags));
}
