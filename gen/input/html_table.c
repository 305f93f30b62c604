#include "gen/input/html_table.h"

#include <string.h>

#include "gen/base/decimal.h"
#include "gen/base/mem.h"
#include "gen/input/number.h"

enum {
    MAX_COLSPAN = 1000, /* HTML Living Standard 4.9.11 */
    MAX_ROWSPAN = 65534
};

struct str
html_attribute(const struct xml_attribute *attributes, size_t n,
               const char *name)
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

static bool
is_taken(const struct html_table *table, uint32_t row)
{
    return table->col < table->n_taken && table->taken_to[table->col] > row;
}

static void
take(struct html_table *table, uint32_t end, uint32_t free_row)
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
place_cell(struct html_table *table, struct diags *diags)
{
    uint32_t row = table->draft.row.row;
    uint32_t last;

    while (is_taken(table, row)) {
        table->col++;
    }
    if (table->col + table->colspan > GRID_MAX_COLS) {
        return diag_error(diags, table->draft.at,
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
type_cell(struct html_table *table, struct cell *cell)
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

bool
html_table_end_cell(struct html_table *table, struct diags *diags)
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
    cell.text = arena_str(table->draft.arena, text);
    type_cell(table, &cell);
    return draft_cell(&table->draft, cell, diags);
}

bool
html_table_start_row(struct html_table *table, struct str style,
                     struct diags *diags)
{
    bool is_hidden = has(style, "display:none") || has(style, "display: none");

    if (!html_table_end_cell(table, diags)) {
        return false;
    }
    table->in_row = true;
    table->col = 0;
    return draft_row(&table->draft, table->next_row++, is_hidden, diags);
}

bool
html_table_start_cell(struct html_table *table,
                      const struct xml_attribute *attributes, size_t n,
                      struct diags *diags)
{
    struct str number = html_attribute(attributes, n, "x:num");
    struct str style = html_attribute(attributes, n, "style");

    if (!table->in_row
            ? !html_table_start_row(table, (struct str){NULL, 0}, diags)
            : !html_table_end_cell(table, diags)) {
        return false;
    }
    table->in_cell = true;
    table->colspan =
        span(html_attribute(attributes, n, "colspan"), MAX_COLSPAN);
    table->rowspan =
        span(html_attribute(attributes, n, "rowspan"), MAX_ROWSPAN);
    table->is_number = number.ptr != NULL;
    table->is_as_text = has(style, "\\@");
    strbuf_cut(&table->number, 0);
    strbuf_add(&table->number, number);
    strbuf_cut(&table->text, 0);
    return place_cell(table, diags);
}

void
html_table_clear(struct html_table *table)
{
    draft_clear(&table->draft);
    mem_free(table->taken_to);
    strbuf_clear(&table->number);
    strbuf_clear(&table->text);
    *table = (struct html_table){0};
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

void
html_table_finish(struct html_table *table, struct grid_sheet *sheet,
                  struct diags *diags)
{
    draft_finish(&table->draft, sheet, diags);
    clip_merges(sheet, table->next_row);
}

void
html_table_add_text(struct html_table *table, struct str text)
{
    struct strbuf *sb = &table->text;

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

void
html_table_break_line(struct html_table *table)
{
    struct strbuf *sb = &table->text;

    if (sb->len && sb->ptr[sb->len - 1] == ' ') {
        strbuf_cut(sb, sb->len - 1);
    }
    strbuf_add_char(sb, '\n');
}
