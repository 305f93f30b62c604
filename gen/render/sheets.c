#include "gen/render/sheets.h"

#include <string.h>

#include "gen/render/xlsx_text.h"

/* ---- parts ---- */

static bool
is_title(const struct sheet_row *row)
{
    const struct shape *paragraph =
        row->n_cells ? row->cells[0].paragraph : NULL;

    return !row->table && paragraph &&
           (paragraph->outline || str_is(paragraph->look.align, "center"));
}

/* Behind the last row of a table. */
static size_t
end_of_table(const struct sheet *whole, size_t from,
             const struct sheet_table *table)
{
    size_t i = from;

    while (i < whole->n_rows && whole->rows[i].table != table) {
        i++;
    }
    while (i < whole->n_rows && whole->rows[i].table == table) {
        i++;
    }
    return i;
}

/* Where the next table's sheet begins; from: behind the table above. */
static size_t
end_of_notes(const struct sheet *whole, size_t from)
{
    for (size_t i = from; i < whole->n_rows && !whole->rows[i].table; i++) {
        if (is_title(&whole->rows[i])) {
            return i;
        }
    }
    return from;
}

static const struct page *
page_of(const struct sheet *whole, const struct page *last, size_t row)
{
    for (size_t i = 0; i < whole->n_sections; i++) {
        if (row < whole->sections[i].end_row) {
            return whole->sections[i].page;
        }
    }
    return last;
}

static size_t
count_totals(const struct sheet *sheet)
{
    size_t n = 0;

    for (size_t i = 0; i < sheet->n_rows; i++) {
        for (size_t k = 0; k < sheet->rows[i].n_cells; k++) {
            n += sheet->rows[i].cells[k].total != NULL;
        }
    }
    return n;
}

static struct sheet
part_of(const struct sheet *whole, size_t table, size_t first, size_t end)
{
    struct sheet part = {
        .path = whole->path,
        .is_landscape = whole->is_landscape,
        .rows = whole->rows + first,
        .n_rows = end - first,
        .tables = whole->tables + table,
        .n_tables = 1,
        .arena = whole->arena,
    };

    part.n_totals = whole->n_totals ? count_totals(&part) : 0;
    return part;
}

/* ---- names ---- */

static struct str
row_text(const struct sheet_row *row)
{
    return row->n_cells ? row->cells[0].text : STR("");
}

/* What the table is called: by its first row if that is one cell, else by the
 * title nearest above it, else by what stands above it. */
static struct str
caption_of(const struct sheet *part)
{
    size_t table = 0;

    while (table < part->n_rows && !part->rows[table].table) {
        table++;
    }
    if (table < part->n_rows && part->rows[table].n_cells == 1) {
        return row_text(&part->rows[table]);
    }
    for (size_t i = table; i > 0; i--) {
        if (is_title(&part->rows[i - 1])) {
            return row_text(&part->rows[i - 1]);
        }
    }
    return table ? row_text(&part->rows[table - 1]) : STR("");
}

static bool
is_taken(const struct sheets *sheets, const char *name)
{
    for (size_t i = 0; i < sheets->n_items; i++) {
        if (xlsx_sheet_name_equals(sheets->items[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* Of the sheet to come behind those there are. */
static const char *
own_name(struct sheets *sheets, const char *wanted, struct diags *diags)
{
    struct location at = {.path = sheets->path};
    const char *first =
        xlsx_sheet_name(wanted, sheets->path, sheets->arena, diags);
    const char *name = first;

    if (!sheets->named || strcmp(sheets->named, first) != 0) {
        sheets->named = first;
        sheets->n_named = 1;
    }
    while (is_taken(sheets, name)) {
        name = xlsx_sheet_name_nth(first, ++sheets->n_named, sheets->arena);
    }
    if (name != first) {
        diag_note(diags, at,
                  _("there is a sheet “%s” already; the next one is named "
                    "“%s”"),
                  first, name);
    }
    return name;
}

static const char *
table_name(struct sheets *sheets, const struct sheet *part, struct str *given,
           const struct xlsx_options *options, struct diags *diags)
{
    struct str name = {NULL, 0};

    if (given->ptr) {
        name = str_trim(str_split(given, STR("|")));
    }
    if (!name.len) {
        name = str_trim(caption_of(part));
    }
    if (!name.len) {
        name = str_from(options->title);
    }
    return own_name(sheets, arena_cstr(sheets->arena, name), diags);
}

/* ---- all of it ---- */

static bool
add_part(struct sheets *sheets, struct sheet part, const struct page *page,
         struct diags *diags)
{
    struct sheet *added = &sheets->items[sheets->n_items++];

    *added = part;
    return sheet_lay_out(added, page, diags);
}

static bool
part_tables(struct sheets *sheets, const struct sheet *whole,
            const struct page *last_page, const struct xlsx_options *options,
            struct diags *diags)
{
    struct str given = str_from(options->sheet);
    size_t first = 0;
    bool ok = true;

    for (size_t i = 0; i < whole->n_tables; i++) {
        size_t end = end_of_table(whole, first, whole->tables[i]);
        const struct page *page = page_of(whole, last_page, end - 1);
        struct sheet part;

        end =
            i + 1 == whole->n_tables ? whole->n_rows : end_of_notes(whole, end);
        part = part_of(whole, i, first, end);
        part.name = table_name(sheets, &part, &given, options, diags);
        ok = add_part(sheets, part, page, diags) && ok;
        first = end;
    }
    return ok;
}

bool
sheets_gather(struct sheets *sheets, const struct node *root,
              const struct scope *scope, struct evaluator *evaluator,
              const struct xlsx_options *options, struct diags *diags)
{
    static const struct page unsaid = {.width = 0};
    const struct page *page = root->shape ? &root->shape->page : &unsaid;
    struct sheet whole = {
        .path = sheets->path,
        .is_landscape = options->is_landscape,
        .is_parted = options->by_table,
        .arena = sheets->arena,
    };

    if (!options->by_table) {
        whole.name = own_name(
            sheets, options->sheet ? options->sheet : options->title, diags);
    }
    if (!sheet_walk(&whole, root, scope, evaluator, diags)) {
        return false;
    }
    sheets->items = arena_alloc(sheets->arena,
                                (whole.n_tables + 1) * sizeof *sheets->items);
    if (options->by_table && whole.n_tables) {
        return part_tables(sheets, &whole, page, options, diags);
    }
    if (!whole.name) {
        whole.name = own_name(
            sheets, options->sheet ? options->sheet : options->title, diags);
    }
    return add_part(sheets, whole, page, diags);
}
