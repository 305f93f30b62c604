/* Tables of a notice in plain text: the head stays, rows of data become one
 * row that repeats over an input table. */
#include <string.h>

#include "gen/base/date.h"
#include "gen/base/decimal.h"
#include "gen/bulletin/skeleton_part.h"
#include "gen/template/expr.h"
#include "gen/template/filter.h"
#include "gen/template/tag.h"

enum {
    COLUMN = 120,  /* twips of half a character of 12 points */
    MARGINS = 220, /* of a cell */
    LEAST = 5,     /* columns of text in the narrowest cell */
    MOST = 30,     /* in the widest; more is broken */
    NUMBER = 8,    /* what a tag will print: a figure or a date, */
    NAME = 16,     /* a name, */
    TEXT = 24,     /* in the last column rather a text */
    PORTRAIT = 8844,
    LANDSCAPE = 12756
};

struct matrix {
    struct str **rows;
    size_t *lengths;
    size_t n_rows;
    size_t n_columns;
};

static struct matrix
read_matrix(struct skeleton *skeleton, size_t first, size_t end)
{
    struct matrix m = {.n_rows = end - first};

    m.rows = arena_alloc(skeleton->arena, m.n_rows * sizeof *m.rows);
    m.lengths = arena_alloc(skeleton->arena, m.n_rows * sizeof *m.lengths);
    for (size_t i = 0; i < m.n_rows; i++) {
        m.rows[i] = notice_cells(skeleton->notice->lines[first + i].text,
                                 &m.lengths[i], skeleton->arena);
        if (m.lengths[i] > m.n_columns) {
            m.n_columns = m.lengths[i];
        }
    }
    return m;
}

static struct str
cell_at(const struct matrix *m, size_t row, size_t column)
{
    return column < m->lengths[row] ? m->rows[row][column] : STR("");
}

static bool
is_serial(struct str header)
{
    return str_is(header, "序号") || str_is(header, "名次");
}

/* A row with tags says itself how it repeats. */
static bool
has_tags(const struct matrix *m)
{
    for (size_t i = 0; i < m->n_rows; i++) {
        for (size_t k = 0; k < m->lengths[i]; k++) {
            if (str_find(m->rows[i][k], STR("{{"), 0) != SIZE_MAX) {
                return true;
            }
        }
    }
    return false;
}

/* ---- widths ---- */

/* A filter behind the value makes a figure or a date of it. */
static bool
prints_number(const struct expr *expr)
{
    static const char *const names[] = {"fixed", "percent", "thousands",
                                        "count", "sum",     "avg",
                                        "max",   "min",     "date"};

    for (size_t i = 0; i < expr->n_uses; i++) {
        for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
            if (strcmp(expr->uses[i].filter->name, names[k]) == 0) {
                return true;
            }
        }
    }
    return false;
}

/* Columns of text that a tag will take. */
static size_t
tag_columns(const struct tag *tag, struct str header, bool is_last,
            struct arena *arena)
{
    struct expr expr;
    struct str fault;

    if (tag->kind != TAG_VALUE ||
        expr_parse(tag->body, arena, &expr, &fault) != EXPR_OK) {
        return 0;
    }
    return is_serial(header)      ? LEAST
           : prints_number(&expr) ? NUMBER
           : is_last              ? TEXT
                                  : NAME;
}

/* Columns of text that a cell will take, its tags being filled in. */
static size_t
cell_columns(const struct matrix *m, size_t row, size_t column,
             struct arena *arena)
{
    struct delimiters delimiters = delimiters_standard;
    struct str cell = cell_at(m, row, column);
    struct str header = cell_at(m, 0, column);
    bool is_last = column + 1 == m->n_columns;
    size_t at = 0;
    size_t n = 0;
    struct tag tag;

    while (tag_next(cell, at, false, &delimiters, &tag) == TAG_FOUND) {
        n += utf8_columns(str_slice(cell, at, tag.start)) +
             tag_columns(&tag, header, is_last, arena);
        at = tag.end;
    }
    return n + utf8_columns(str_slice(cell, at, cell.len));
}

static size_t
column_columns(const struct matrix *m, size_t column, struct arena *arena)
{
    size_t widest = LEAST;

    for (size_t i = 0; i < m->n_rows; i++) {
        size_t n = cell_columns(m, i, column, arena);

        widest = n > widest ? n : widest;
    }
    return widest > MOST ? MOST : widest;
}

static unsigned
wish(const struct matrix *m, size_t column, struct arena *arena)
{
    return (unsigned)column_columns(m, column, arena) * COLUMN + MARGINS;
}

static unsigned
sum_wishes(const struct matrix *m, struct arena *arena)
{
    unsigned sum = 0;

    for (size_t i = 0; i < m->n_columns; i++) {
        sum += wish(m, i, arena);
    }
    return sum;
}

unsigned
skeleton_table_width(struct skeleton *skeleton, size_t first, size_t end)
{
    struct matrix m = read_matrix(skeleton, first, end);

    return sum_wishes(&m, skeleton->arena);
}

/* The whole width shared out as the columns would have it. */
static unsigned *
share_out(struct skeleton *skeleton, const struct matrix *m, unsigned whole)
{
    unsigned *widths =
        arena_alloc(skeleton->arena, (m->n_columns + 1) * sizeof *widths);
    unsigned wishes = sum_wishes(m, skeleton->arena);
    unsigned left = whole;

    for (size_t i = 0; i < m->n_columns; i++) {
        widths[i] =
            (unsigned)((uint64_t)wish(m, i, skeleton->arena) * whole / wishes);
        left -= widths[i];
    }
    widths[m->n_columns - 1] += left;
    return widths;
}

/* ---- columns of the input ---- */

/* What SQL and tags can take of a head. */
static struct str
legal_name(struct skeleton *skeleton, struct str header, size_t column)
{
    struct strbuf sb = {0};
    struct str name;

    for (size_t i = 0; i < header.len; i++) {
        unsigned char c = (unsigned char)header.ptr[i];

        if (c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
            (c >= 'a' && c <= 'z')) {
            strbuf_add_char(&sb, header.ptr[i]);
        }
    }
    if (sb.len == 0) {
        strbuf_addf(&sb, "列%zu", column + 1);
    }
    name = arena_str(skeleton->arena, strbuf_str(&sb));
    strbuf_clear(&sb);
    return name;
}

/* The type all cells of a column have; NULL: text. */
static const char *
type_of(const struct matrix *m, size_t column)
{
    size_t n_dates = 0;
    size_t n_numbers = 0;
    size_t n = 0;

    for (size_t i = 1; i < m->n_rows; i++) {
        struct str text = cell_at(m, i, column);
        struct decimal number;
        struct date date;

        n += text.len > 0;
        if (date_parse(text, 0, &date, NULL)) {
            n_dates++;
        } else if (decimal_parse(text, &number) && text.len < 9) {
            n_numbers++; /* longer ones are codes */
        }
    }
    return n && n_dates == n     ? "date"
           : n && n_numbers == n ? "number"
                                 : NULL;
}

static struct skeleton_table *
add_input(struct skeleton *skeleton, const struct matrix *m)
{
    struct skeleton_table *table = &skeleton->tables[skeleton->n_tables++];

    *table = (struct skeleton_table){
        .name = arena_strf(skeleton->arena, "表%zu", skeleton->n_tables),
        .columns = arena_alloc(skeleton->arena,
                               m->n_columns * sizeof *table->columns),
    };
    for (size_t i = 0; i < m->n_columns; i++) {
        struct str header = cell_at(m, 0, i);
        struct skeleton_column *column = &table->columns[table->n_columns++];

        column->header = header;
        column->name = legal_name(skeleton, header, i);
        column->type = type_of(m, i);
        for (size_t k = 0; k < i; k++) {
            if (str_equals(table->columns[k].name, column->name)) {
                column->name = arena_strf(skeleton->arena, "%.*s%zu",
                                          STR_ARG(column->name), i + 1);
            }
        }
    }
    return table;
}

/* The rows a table's row repeats over are an input too. */
static void
note_input(struct skeleton *skeleton, struct str cell)
{
    struct delimiters delimiters = delimiters_standard;
    struct tag tag;
    struct expr expr;
    struct str fault;

    if (tag_next(cell, 0, false, &delimiters, &tag) != TAG_FOUND ||
        tag.kind != TAG_SECTION ||
        expr_parse(tag.body, skeleton->arena, &expr, &fault) != EXPR_OK ||
        expr.path.n_names != 1) {
        return;
    }
    for (size_t i = 0; i < skeleton->n_tables; i++) {
        if (str_equals(skeleton->tables[i].name, expr.path.names[0])) {
            return;
        }
    }
    skeleton->tables[skeleton->n_tables++] =
        (struct skeleton_table){.name = expr.path.names[0]};
}

/* ---- writing ---- */

static void
add_cell(struct strbuf *out, unsigned width, const char *style,
         struct str text)
{
    strbuf_addf(out,
                "<w:tc><w:tcPr><w:tcW w:w=\"%u\" w:type=\"dxa\"/><w:vAlign "
                "w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle "
                "w:val=\"%s\"/></w:pPr><w:r><w:t>",
                width, style);
    strbuf_add_xml(out, text);
    strbuf_add_cstr(out, "</w:t></w:r></w:p></w:tc>\n");
}

/* Texts begin at the left, what is short stands in the middle. */
static const char *
style_of(const struct matrix *m, size_t column, struct arena *arena)
{
    return column_columns(m, column, arena) > NAME ? "TableText"
                                                   : "TableCenter";
}

static void
add_row(struct skeleton *skeleton, struct strbuf *out, const struct matrix *m,
        size_t row, const unsigned *widths)
{
    strbuf_add_cstr(out, row == 0 ? "<w:tr>\n<w:trPr><w:cantSplit/><w:tblHeader"
                                    "/></w:trPr>\n"
                                  : "<w:tr>\n<w:trPr><w:cantSplit/></w:trPr>\n");
    for (size_t i = 0; i < m->n_columns; i++) {
        add_cell(out, widths[i],
                 row == 0 ? "TableHead" : style_of(m, i, skeleton->arena),
                 cell_at(m, row, i));
    }
    strbuf_add_cstr(out, "</w:tr>\n");
}

/* {{#表1}}{{序号}} … {{列}}{{/表1}} */
static void
add_repeated_row(struct skeleton *skeleton, struct strbuf *out,
                 const struct matrix *m, const struct skeleton_table *table,
                 const unsigned *widths)
{
    strbuf_add_cstr(out, "<w:tr>\n<w:trPr><w:cantSplit/></w:trPr>\n");
    for (size_t i = 0; i < table->n_columns; i++) {
        const struct skeleton_column *column = &table->columns[i];
        struct str open =
            i ? STR("")
              : arena_strf(skeleton->arena, "{{#%.*s}}", STR_ARG(table->name));
        struct str close =
            i + 1 < table->n_columns
                ? STR("")
                : arena_strf(skeleton->arena, "{{/%.*s}}",
                             STR_ARG(table->name));

        add_cell(out, widths[i], style_of(m, i, skeleton->arena),
                 arena_strf(skeleton->arena, "%.*s{{%.*s%s}}%.*s",
                            STR_ARG(open), STR_ARG(column->name),
                            column->type && strcmp(column->type, "date") == 0
                                ? "|date:年月日"
                                : "",
                            STR_ARG(close)));
    }
    strbuf_add_cstr(out, "</w:tr>\n");
}

void
skeleton_add_table(struct skeleton *skeleton, struct strbuf *out, size_t first,
                   size_t end, bool is_wide)
{
    struct matrix m = read_matrix(skeleton, first, end);
    unsigned whole = is_wide ? LANDSCAPE : PORTRAIT;
    unsigned *widths = share_out(skeleton, &m, whole);

    strbuf_addf(out,
                "<w:tbl>\n<w:tblPr><w:tblStyle w:val=\"GwTable\"/><w:tblW "
                "w:w=\"%u\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>"
                "<w:tblLayout w:type=\"fixed\"/></w:tblPr>\n<w:tblGrid>",
                whole);
    for (size_t i = 0; i < m.n_columns; i++) {
        strbuf_addf(out, "<w:gridCol w:w=\"%u\"/>", widths[i]);
    }
    strbuf_add_cstr(out, "</w:tblGrid>\n");
    add_row(skeleton, out, &m, 0, widths);
    if (has_tags(&m)) {
        for (size_t i = 1; i < m.n_rows; i++) {
            add_row(skeleton, out, &m, i, widths);
            note_input(skeleton, m.rows[i][0]);
        }
    } else {
        add_repeated_row(skeleton, out, &m, add_input(skeleton, &m), widths);
    }
    strbuf_add_cstr(out, "</w:tbl>\n");
}
