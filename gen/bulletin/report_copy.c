#include "gen/bulletin/report_copy.h"

#include <stdlib.h>
#include <string.h>

#include "gen/base/path.h"

enum { MIN_WIDTH = 5, MAX_WIDTH = 42, MAX_PLAIN_DIGITS = 11 };

struct mark { /* a finding at a cell */
    uint32_t row, col;
    size_t order;
    const struct diag *finding;
};

const struct book_look report_looks[] = {
    [SEVERITY_NOTE] = {.fill = 0xDDEBF7, .has_lines = true},
    [SEVERITY_WARNING] = {.fill = 0xFFEB9C, .has_lines = true},
    [SEVERITY_ERROR] = {.fill = 0xFFC7CE, .color = 0x9C0006, .has_lines = true},
};

const char *
report_severity(enum severity severity)
{
    static const char *const names[] = {N_("note"), N_("warning"), N_("error")};

    return _(names[severity]);
}

/* ---- looks ---- */

static const char *
number_format(const struct cell *cell)
{
    switch (cell->type) {
    case CELL_DATE:
        return str_find(cell->text, STR("T"), 0) == SIZE_MAX &&
                       str_find(cell->text, STR(":"), 0) == SIZE_MAX
                   ? "yyyy-mm-dd"
                   : "yyyy-mm-dd hh:mm";
    case CELL_TIME:
        return "hh:mm:ss";
    case CELL_DURATION:
        return "[h]:mm:ss";
    case CELL_TEXT:
        return "@";
    case CELL_NUMBER:
        return cell->text.len > MAX_PLAIN_DIGITS &&
                       str_find(cell->text, STR("."), 0) == SIZE_MAX
                   ? "0"
                   : NULL;
    default:
        return NULL;
    }
}

/* The look of a severity (-1: nothing was found) with a number format. */
static const struct book_look *
look_of(int severity, const char *format, struct arena *arena)
{
    static const struct book_look plain = {.fill = BOOK_NO_FILL,
                                           .has_lines = true};
    struct book_look *look = arena_alloc(arena, sizeof *look);

    *look = severity < 0 ? plain : report_looks[severity];
    look->format = format;
    return look;
}

/* ---- marks ---- */

static bool
is_in_sheet(const struct diag *finding, const char *path,
            const struct grid_sheet *sheet)
{
    const char *name = finding->at.sheet;

    return finding->at.path && strcmp(finding->at.path, path) == 0 &&
           !finding->at.place && finding->at.row > 0 &&
           (name ? sheet->name && strcmp(sheet->name, name) == 0
                 : !sheet->name);
}

static int
compare_marks(const void *left, const void *right)
{
    const struct mark *a = left;
    const struct mark *b = right;

    if (a->row != b->row) {
        return a->row < b->row ? -1 : 1;
    }
    if (a->col != b->col) {
        return a->col < b->col ? -1 : 1;
    }
    return (a->order > b->order) - (a->order < b->order);
}

/* A finding about a whole row is marked at its first cell; one inside a merged
 * range where the range shows its text. */
static struct mark
place(const struct grid_sheet *sheet, const struct diag *finding, size_t order)
{
    struct mark mark = {finding->at.row - 1,
                        finding->at.col ? finding->at.col - 1 : 0, order,
                        finding};
    const struct grid_merge *merge = grid_merge_at(sheet, mark.row, mark.col);

    if (merge) {
        mark.row = merge->first_row;
        mark.col = merge->first_col;
    }
    return mark;
}

static struct mark *
gather_marks(const struct grid_sheet *sheet, const char *path,
             const struct diag *findings, size_t n_findings,
             struct arena *arena, size_t *n)
{
    struct mark *marks;

    *n = 0;
    for (size_t i = 0; i < n_findings; i++) {
        *n += is_in_sheet(&findings[i], path, sheet);
    }
    marks = arena_alloc(arena, (*n + 1) * sizeof *marks);
    *n = 0;
    for (size_t i = 0; i < n_findings; i++) {
        if (is_in_sheet(&findings[i], path, sheet)) {
            marks[(*n)++] = place(sheet, &findings[i], i);
        }
    }
    if (*n) {
        qsort(marks, *n, sizeof *marks, compare_marks);
    }
    return marks;
}

static void
add_sentence(struct strbuf *sb, const struct diag *finding)
{
    strbuf_addf(sb, _("%s: %s"), report_severity(finding->severity),
                finding->message);
    if (finding->advice) {
        strbuf_addf(sb, _("; %s"), finding->advice);
    }
}

/* The findings of one cell; returns the worst severity. */
static int
comment_of(const struct mark *marks, size_t n, struct arena *arena,
           struct str *comment)
{
    struct strbuf sb = {0};
    int worst = -1;

    for (size_t i = 0; i < n; i++) {
        int severity = (int)marks[i].finding->severity;

        worst = severity > worst ? severity : worst;
        strbuf_add_cstr(&sb, i ? "\n" : "");
        add_sentence(&sb, marks[i].finding);
    }
    *comment = book_text(arena_str(arena, strbuf_str(&sb)), arena);
    strbuf_clear(&sb);
    return worst;
}

/* ---- cells ---- */

static struct book_cell *
add_cell(struct book_sheet *sheet, uint32_t row, const struct cell *cell,
         const struct book_look *look)
{
    struct book_cell *added;

    switch (cell->type) {
    case CELL_NUMBER:
    case CELL_DATE:
    case CELL_TIME:
    case CELL_DURATION:
        return book_add_number(sheet, row, cell->col, cell->number, look);
    case CELL_BOOL:
        added = book_add_number(sheet, row, cell->col, cell->number, look);
        added->kind = BOOK_BOOL;
        return added;
    default:
        return book_add_text(sheet, row, cell->col, cell->text, look);
    }
}

struct copying {
    struct book_sheet *sheet;
    const struct mark *marks;
    size_t n_marks;
    size_t next; /* mark */
    const struct book_look *plain[2 * CELL_ERROR + 2];
    struct arena *arena;
};

/* Looks of cells nothing was found in, one for each type and format. */
static const struct book_look *
plain_look(struct copying *copying, const struct cell *cell)
{
    const char *format = number_format(cell);
    bool is_other = format && (strcmp(format, "0") == 0 ||
                               strcmp(format, "yyyy-mm-dd hh:mm") == 0);
    const struct book_look **look = &copying->plain[2 * cell->type + is_other];

    if (!*look) {
        *look = look_of(-1, format, copying->arena);
    }
    return *look;
}

/* The marks at a place; returns how many. */
static size_t
count_marks(const struct copying *copying, uint32_t row, uint32_t col)
{
    size_t n = 0;

    while (copying->next + n < copying->n_marks &&
           copying->marks[copying->next + n].row == row &&
           copying->marks[copying->next + n].col == col) {
        n++;
    }
    return n;
}

static void
add_marked(struct copying *copying, uint32_t row, uint32_t col,
           const struct cell *cell)
{
    const struct mark *marks = &copying->marks[copying->next];
    size_t n = count_marks(copying, row, col);
    struct str comment;
    int worst = comment_of(marks, n, copying->arena, &comment);
    const struct book_look *look =
        look_of(worst, cell ? number_format(cell) : NULL, copying->arena);
    struct book_cell *added =
        cell ? add_cell(copying->sheet, row, cell, look)
             : book_add_blank(copying->sheet, row, col, look);

    added->comment = comment;
    copying->next += n;
}

/* Marks at places before (row, col), which hold no cell. */
static void
add_marks_before(struct copying *copying, uint32_t row, uint32_t col)
{
    while (copying->next < copying->n_marks) {
        const struct mark *mark = &copying->marks[copying->next];

        if (mark->row > row || (mark->row == row && mark->col >= col)) {
            break;
        }
        add_marked(copying, mark->row, mark->col, NULL);
    }
}

static void
copy_sheet(struct book_sheet *out, const struct grid_sheet *sheet,
           const struct mark *marks, size_t n_marks, struct arena *arena)
{
    struct copying copying = {
        .sheet = out, .marks = marks, .n_marks = n_marks, .arena = arena};

    for (size_t r = 0; r < sheet->n_rows; r++) {
        const struct grid_row *row = &sheet->rows[r];

        for (uint32_t i = 0; i < row->n_cells; i++) {
            const struct cell *cell = &row->cells[i];

            add_marks_before(&copying, row->row, cell->col);
            if (count_marks(&copying, row->row, cell->col)) {
                add_marked(&copying, row->row, cell->col, cell);
            } else {
                add_cell(out, row->row, cell, plain_look(&copying, cell));
            }
        }
    }
    add_marks_before(&copying, UINT32_MAX, 0);
    for (size_t i = 0; i < sheet->n_merges; i++) {
        const struct grid_merge *merge = &sheet->merges[i];

        book_merge(out, (struct book_range){merge->first_row, merge->first_col,
                                            merge->last_row, merge->last_col});
    }
    book_fit_columns(out, MIN_WIDTH, MAX_WIDTH);
}

/* ---- files ---- */

/* The file's name without its ending, and the sheet's where there are
 * several. */
static const char *
name_of(const struct grid *grid, const struct grid_sheet *sheet,
        struct arena *arena)
{
    struct str name = str_from(path_name(grid->path));
    size_t len = name.len;

    while (len > 1 && name.ptr[len - 1] != '.') {
        len--;
    }
    name.len = len > 1 ? len - 1 : name.len;
    return grid->n_sheets > 1 && sheet->name
               ? arena_strf(arena, "%.*s-%s", STR_ARG(name), sheet->name).ptr
               : arena_cstr(arena, name);
}

bool
report_copy_add(struct report_copy *copy, struct book *book, const char *path,
                const char *charset, const struct diag *findings,
                size_t n_findings)
{
    struct grid_options options = {.charset = charset};
    struct diags known = {0}; /* was all found before */
    struct arena *arena = book->arena;

    *copy = (struct report_copy){.path = path};
    grid_read(&copy->grid, path, &options, arena, &known);
    diags_clear(&known);
    copy->sheets =
        arena_alloc(arena, (copy->grid.n_sheets + 1) * sizeof *copy->sheets);
    for (size_t i = 0; i < copy->grid.n_sheets; i++) {
        const struct grid_sheet *sheet = &copy->grid.sheets[i];
        size_t n_marks;
        struct mark *marks =
            gather_marks(sheet, path, findings, n_findings, arena, &n_marks);

        if (n_marks || (sheet->state == SHEET_VISIBLE && sheet->n_rows)) {
            copy->sheets[i] =
                book_add_sheet(book, name_of(&copy->grid, sheet, arena));
            copy_sheet(copy->sheets[i], sheet, marks, n_marks, arena);
        }
    }
    return copy->grid.n_sheets > 0;
}

const struct book_sheet *
report_copy_find(const struct report_copy *copy, struct location at,
                 struct str *text)
{
    struct diag finding = {.at = at};

    *text = STR("");
    for (size_t i = 0; i < copy->grid.n_sheets; i++) {
        const struct grid_sheet *sheet = &copy->grid.sheets[i];
        const struct cell *cell;

        if (!is_in_sheet(&finding, copy->path, sheet)) {
            continue;
        }
        cell = at.col ? grid_cell(sheet, at.row - 1, at.col - 1) : NULL;
        *text = cell ? cell->text : STR("");
        return copy->sheets[i];
    }
    return NULL;
}
