#include "gen/input/html.h"

#include "gen/base/mem.h"
#include "gen/input/html_table.h"
#include "gen/input/html_scan.h"

enum { MAX_TABLES_DEEP = 8 };

struct page {
    struct grid *grid;
    const struct grid_options *options;
    struct arena *arena;
    struct diags *diags;
    struct grid_sheet *sheets; /* mem_resize'd */
    size_t n_sheets;
    size_t cap_sheets;
    struct html_table tables[MAX_TABLES_DEEP];
    size_t depth;    /* tables open, deeper ones included */
    size_t n_silent; /* script and style elements open */
};

static struct html_table *
innermost(struct page *page)
{
    return page->depth && page->depth <= MAX_TABLES_DEEP
               ? &page->tables[page->depth - 1]
               : NULL;
}

static void
start_table(struct page *page)
{
    struct location at = {.path = page->grid->path};
    struct html_table *table;

    if (++page->depth > MAX_TABLES_DEEP) {
        return;
    }
    table = innermost(page);
    *table = (struct html_table){.sheet = page->n_sheets++};
    draft_init(&table->draft, page->options, at, page->arena);
    if (page->n_sheets > page->cap_sheets) {
        page->cap_sheets = page->n_sheets * 2;
        page->sheets =
            mem_resize(page->sheets, page->cap_sheets, sizeof *page->sheets);
    }
    page->sheets[table->sheet] = (struct grid_sheet){0};
}

static bool
end_table(struct page *page)
{
    struct html_table *table = innermost(page);
    struct grid_sheet *sheet;
    bool ok;

    if (!table) {
        page->depth -= page->depth > 0;
        return true;
    }
    ok = html_table_end_cell(table, page->diags);
    sheet = &page->sheets[table->sheet];
    html_table_finish(table, sheet, page->diags);
    page->depth--;
    /* the limit on cells holds for the page */
    if (page->depth) {
        innermost(page)->draft.n_cells_before += table->draft.n_cells_before;
    }
    html_table_clear(table);
    return ok;
}

static void
end_caption(struct page *page, struct html_table *table)
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
    struct html_table *table = innermost(page);

    (void)space;
    page->n_silent += is_silent(name);
    if (str_is(name, "table")) {
        start_table(page);
    } else if (!table) {
        return true;
    } else if (str_is(name, "tr")) {
        return html_table_start_row(
            table, html_attribute(attributes, n, "style"), page->diags);
    } else if (str_is(name, "td") || str_is(name, "th")) {
        return html_table_start_cell(table, attributes, n, page->diags);
    } else if (str_is(name, "caption")) {
        table->in_caption = true;
        strbuf_cut(&table->text, 0);
    } else if (str_is(name, "br") ||
               (breaks_line(name) && str_trim(strbuf_str(&table->text)).len)) {
        html_table_break_line(table);
    }
    return true;
}

static bool
end_element(void *user, struct str space, struct str name)
{
    struct page *page = user;
    struct html_table *table = innermost(page);

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
        return html_table_end_cell(table, page->diags);
    } else if (str_is(name, "td") || str_is(name, "th")) {
        return html_table_end_cell(table, page->diags);
    }
    return true;
}

static bool
add_text(void *user, struct str text)
{
    struct page *page = user;
    struct html_table *table = innermost(page);

    if (table && page->n_silent == 0 && (table->in_cell || table->in_caption)) {
        html_table_add_text(table, text);
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
