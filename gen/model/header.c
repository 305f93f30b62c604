#include "gen/model/header.h"

#include "gen/model/heads.h"
#include "gen/model/spelling.h"

enum { MAX_ROWS = 40 };

struct search {
    const struct schema *schema;
    const struct grid *grid;
    struct arena *arena;
    struct diags *diags;
    struct str **accepted; /* folded heads of each column */
};

static struct head *
match(struct heads *heads, const struct search *search, size_t column,
      bool under)
{
    for (size_t k = 0; k < search->schema->columns[column].n_headers; k++) {
        struct str accepted = search->accepted[column][k];

        for (size_t i = 0; i < heads->n; i++) {
            struct head *head = &heads->items[i];

            if (!head->is_used && accepted.len &&
                str_equals(under ? head->under : head->folded, accepted)) {
                return head;
            }
        }
    }
    return NULL;
}

/* Gives each column of the schema its head; returns how many that must be
 * there have one. */
static size_t
assign(struct heads *heads, const struct search *search, uint32_t *cols,
       size_t *n_found)
{
    const struct schema *schema = search->schema;
    size_t n_needed = 0;

    *n_found = 0;
    for (size_t j = 0; j < schema->n_columns; j++) {
        cols[j] = HEADER_NONE;
    }
    for (int under = 1; under >= 0; under--) {
        for (size_t j = 0; j < schema->n_columns; j++) {
            struct head *head =
                cols[j] == HEADER_NONE ? match(heads, search, j, under) : NULL;

            if (head) {
                head->is_used = true;
                cols[j] = head->col;
                ++*n_found;
                n_needed += !schema->columns[j].is_optional;
            }
        }
    }
    return n_needed;
}

static size_t
count_needed(const struct schema *schema)
{
    size_t n = 0;

    for (size_t j = 0; j < schema->n_columns; j++) {
        n += !schema->columns[j].is_optional;
    }
    return n;
}

/* The row with most of the columns; false if none has half of them. */
static bool
search_sheet(struct header *header, struct heads *best,
             const struct search *search, const struct grid_sheet *sheet)
{
    const struct schema *schema = search->schema;
    uint32_t *cols =
        arena_alloc(search->arena, schema->n_columns * sizeof *cols);
    size_t n_wanted = count_needed(schema);
    size_t most = 0;
    size_t most_needed = 0;
    size_t at = 0; /* index of the best row: only the next may be better */

    for (size_t i = 0; i / 2 < sheet->n_rows && i / 2 < MAX_ROWS &&
                       (most == 0 || most_needed < n_wanted || i / 2 <= at + 1);
         i++) {
        bool with_group = i % 2;
        const struct grid_row *row = &sheet->rows[i / 2];
        struct heads heads;
        size_t n_found;
        size_t n_needed;

        if (with_group && (i < 2 || row->row != row[-1].row + 1)) {
            continue;
        }
        heads_read(&heads, sheet, i / 2, with_group, search->arena);
        n_needed = assign(&heads, search, cols, &n_found);
        if (n_found > most) {
            at = i / 2;
            most = n_found;
            most_needed = n_needed;
            *best = heads;
            header->sheet = sheet;
            header->row = heads.row;
            header->n_found = n_found;
            for (size_t j = 0; j < schema->n_columns; j++) {
                header->cols[j] = cols[j];
            }
        }
    }
    return most > 0 &&
           (most >= 2 || schema->n_columns < 2 || most_needed == n_wanted) &&
           most_needed * 2 >= n_wanted;
}

static void
add_expected(struct strbuf *sb, const struct schema *schema)
{
    size_t n = 0;

    for (size_t j = 0; j < schema->n_columns; j++) {
        if (!schema->columns[j].is_optional) {
            strbuf_add_cstr(sb, n++ ? _(", ") : "");
            strbuf_add(sb, schema->columns[j].headers[0]);
        }
    }
}

static bool
report_none(const struct search *search, const struct grid_sheet *sheet)
{
    struct strbuf sb = {0};

    diag_error(search->diags,
               (struct location){.path = search->grid->path,
                                 .sheet = sheet ? sheet->name : NULL},
               _("no row names the columns of “%.*s”"),
               STR_ARG(search->schema->title));
    add_expected(&sb, search->schema);
    diag_advise(search->diags, _("a row above the data must have the heads %s"),
                strbuf_str(&sb).ptr);
    strbuf_clear(&sb);
    return false;
}

static bool
report_sheet(const struct search *search)
{
    const struct grid *grid = search->grid;
    struct strbuf sb = {0};

    diag_error(search->diags, (struct location){.path = grid->path},
               _("there is no sheet “%.*s”"), STR_ARG(search->schema->sheet));
    for (size_t i = 0; i < grid->n_sheets; i++) {
        strbuf_addf(&sb, "%s“%s”", i ? _(", ") : "",
                    grid->sheets[i].name ? grid->sheets[i].name : "");
    }
    diag_advise(search->diags, _("the file has the sheets %s"),
                strbuf_str(&sb).ptr);
    strbuf_clear(&sb);
    return false;
}

static bool
is_named(const struct grid_sheet *sheet, struct str name, struct arena *arena)
{
    return sheet->name && str_equals(heads_fold(str_from(sheet->name), arena),
                                     heads_fold(name, arena));
}

/* Whether another sheet has every head that is needed, too; like: at the
 * columns of this header, NULL: anywhere. */
static bool
also_fits(const struct search *search, const struct grid_sheet *sheet,
          const struct header *like)
{
    size_t n = search->schema->n_columns;
    struct header header = {
        .cols = arena_alloc(search->arena, n * sizeof(uint32_t))};
    struct heads heads = {0};

    if (!search_sheet(&header, &heads, search, sheet)) {
        return false;
    }
    for (size_t j = 0; j < n; j++) {
        if (!search->schema->columns[j].is_optional &&
            (header.cols[j] == HEADER_NONE ||
             (like && header.cols[j] != like->cols[j]))) {
            return false;
        }
    }
    return true;
}

/* Only one sheet is read: others laid out like it are told. */
static void
warn_of_others(const struct search *search, const struct header *chosen)
{
    const struct grid *grid = search->grid;

    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];

        if (sheet == chosen->sheet || sheet->state != SHEET_VISIBLE ||
            !also_fits(search, sheet, chosen)) {
            continue;
        }
        diag_warning(
            search->diags,
            (struct location){.path = grid->path, .sheet = sheet->name},
            _("this sheet has the heads of “%.*s”, too, and is not "
              "read: the sheet “%s” is"),
            STR_ARG(search->schema->title), chosen->sheet->name);
        diag_advise(search->diags, _("put all rows into one sheet, or delete "
                                     "or hide the one that is not meant"));
    }
}

/* The advice for a table that nobody sees. */
static bool
report_hidden(const struct search *search)
{
    const struct grid *grid = search->grid;

    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];

        if (sheet->state != SHEET_VISIBLE && also_fits(search, sheet, NULL)) {
            diag_error(
                search->diags,
                (struct location){.path = grid->path, .sheet = sheet->name},
                _("only this sheet has the heads of “%.*s”, and it is "
                  "hidden"),
                STR_ARG(search->schema->title));
            diag_advise(search->diags,
                        _("unhide it in WPS or Excel and save the file"));
            return true;
        }
    }
    return false;
}

static bool
choose_sheet(struct header *header, struct heads *heads,
             const struct search *search)
{
    const struct grid *grid = search->grid;
    struct str wanted = search->schema->sheet;
    const struct grid_sheet *first = NULL;

    for (size_t i = 0; i < grid->n_sheets; i++) {
        const struct grid_sheet *sheet = &grid->sheets[i];
        bool here = wanted.len && sheet->name
                        ? is_named(sheet, wanted, search->arena)
                        : sheet->state == SHEET_VISIBLE;

        if (!here) {
            continue;
        }
        first = first ? first : sheet;
        if (search_sheet(header, heads, search, sheet)) {
            if (sheet->name && !wanted.len) {
                warn_of_others(search, header);
            }
            return true;
        }
    }
    header->sheet = NULL;
    if (!wanted.len && report_hidden(search)) {
        return false;
    }
    if (!first && wanted.len) {
        return report_sheet(search);
    }
    return report_none(search, first);
}

static void
report_missing(const struct search *search, const struct header *header,
               const struct heads *heads, size_t column)
{
    const struct column *wanted = &search->schema->columns[column];
    struct str *names =
        arena_alloc(search->arena, (heads->n + 1) * sizeof *names);
    struct location at =
        grid_location(search->grid, header->sheet, header->row, HEADER_NONE);
    size_t n = 0;
    size_t nearest = SIZE_MAX;

    for (size_t i = 0; i < heads->n; i++) {
        if (!heads->items[i].is_used) {
            names[n++] = heads->items[i].text;
        }
    }
    for (size_t k = 0; nearest == SIZE_MAX && k < wanted->n_headers; k++) {
        nearest = spelling_nearest(wanted->headers[k], names, n);
    }
    diag_error(search->diags, at, _("the column “%.*s” is missing"),
               STR_ARG(wanted->headers[0]));
    if (nearest != SIZE_MAX) {
        diag_advise(search->diags,
                    _("if it is the column “%.*s”, give that "
                      "the head “%.*s”"),
                    STR_ARG(names[nearest]), STR_ARG(wanted->headers[0]));
    } else {
        struct strbuf sb = {0};

        for (size_t i = 0; i < heads->n; i++) {
            strbuf_add_cstr(&sb, i ? _(", ") : "");
            strbuf_add(&sb, heads->items[i].text);
        }
        diag_advise(search->diags, _("add it; the heads there are: %s"),
                    strbuf_str(&sb).ptr);
        strbuf_clear(&sb);
    }
}

static bool
is_repeated(const struct search *search, const struct header *header,
            const struct heads *heads, const struct head *head)
{
    const struct head *first = NULL;

    for (size_t i = 0; i < heads->n && !first; i++) {
        const struct head *other = &heads->items[i];

        if (other->is_used && str_equals(other->folded, head->folded) &&
            str_equals(other->under, head->under)) {
            first = other;
        }
    }
    if (first) {
        struct strbuf sb = {0};

        location_add_cell(&sb, header->row + 1, first->col + 1);
        diag_error(
            search->diags,
            grid_location(search->grid, header->sheet, header->row, head->col),
            _("the head “%.*s” stands in %s already"), STR_ARG(head->text),
            sb.ptr);
        diag_advise(search->diags, _("remove or rename one of the columns"));
        strbuf_clear(&sb);
    }
    return first != NULL;
}

static void
report_unknown(const struct search *search, const struct header *header,
               const struct head *head)
{
    const struct schema *schema = search->schema;
    struct str *names =
        arena_alloc(search->arena, schema->n_columns * sizeof *names);
    size_t n = 0;
    size_t nearest;

    for (size_t j = 0; j < schema->n_columns; j++) {
        if (header->cols[j] == HEADER_NONE) {
            names[n++] = schema->columns[j].headers[0];
        }
    }
    nearest = spelling_nearest(head->text, names, n);
    diag_warning(
        search->diags,
        grid_location(search->grid, header->sheet, header->row, head->col),
        _("the column “%.*s” is not known and is not read"),
        STR_ARG(head->text));
    if (nearest != SIZE_MAX) {
        diag_advise(search->diags, _("the nearest known head is “%.*s”"),
                    STR_ARG(names[nearest]));
    }
}

static void
mark_heads(struct header *header, const struct heads *heads,
           struct arena *arena)
{
    for (size_t i = 0; i < heads->n; i++) {
        if (heads->items[i].col >= header->n_has_head) {
            header->n_has_head = heads->items[i].col + 1;
        }
    }
    header->has_head = arena_alloc(arena, header->n_has_head);
    for (size_t i = 0; i < heads->n; i++) {
        header->has_head[heads->items[i].col] = true;
    }
}

bool
header_find(struct header *header, const struct schema *schema,
            const struct grid *grid, struct arena *arena, struct diags *diags)
{
    struct search search = {
        .schema = schema, .grid = grid, .arena = arena, .diags = diags};
    struct heads heads = {0};
    size_t n = schema->n_columns;
    size_t before = diags->n_errors;

    *header = (struct header){.serial_col = HEADER_NONE,
                              .cols = arena_alloc(arena, n * sizeof(uint32_t))};
    search.accepted = arena_alloc(arena, n * sizeof(struct str *));
    for (size_t j = 0; j < n; j++) {
        const struct column *column = &schema->columns[j];

        search.accepted[j] =
            arena_alloc(arena, column->n_headers * sizeof(struct str));
        for (size_t k = 0; k < column->n_headers; k++) {
            search.accepted[j][k] = heads_fold(column->headers[k], arena);
        }
    }
    if (!choose_sheet(header, &heads, &search)) {
        return false;
    }
    mark_heads(header, &heads, arena);
    for (size_t j = 0; j < n; j++) {
        if (header->cols[j] == HEADER_NONE && !schema->columns[j].is_optional) {
            report_missing(&search, header, &heads, j);
        }
    }
    for (size_t i = 0; i < heads.n; i++) {
        const struct head *head = &heads.items[i];

        if (str_is(head->folded, "序号")) {
            header->serial_col = head->col;
        } else if (!head->is_used &&
                   !is_repeated(&search, header, &heads, head)) {
            report_unknown(&search, header, head);
        }
    }
    return diags->n_errors == before;
}
