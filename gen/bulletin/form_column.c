#include "gen/bulletin/form_column.h"

#include "gen/bulletin/form_words.h"

enum {
    MAX_HINT = 250,    /* characters; Excel takes 255 */
    FIRST_DAY = 32874, /* 1990-01-01 */
    LAST_DAY = 73050   /* 2099-12-31 */
};

static const double MAX_FIGURE = 999999999999999; /* 15 digits */

double
form_column_width(const struct column *column, struct str head)
{
    static const double widths[] = {
        [COLUMN_TEXT] = 26,   [COLUMN_CODE] = 20,     [COLUMN_URL] = 34,
        [COLUMN_INTEGER] = 9, [COLUMN_NUMBER] = 10,   [COLUMN_PERCENT] = 10,
        [COLUMN_DATE] = 13,   [COLUMN_DATETIME] = 19, [COLUMN_CHOICE] = 12,
        [COLUMN_UNIT] = 34,   [COLUMN_PERIOD] = 20,
    };
    double own = widths[column->type];
    double wanted = (double)utf8_columns(head) * 1.15 + 3;

    return wanted > own ? wanted : own;
}

const struct book_look *
form_column_look(const struct column *column, bool has_lines,
                 struct arena *arena)
{
    static const char *const formats[] = {
        [COLUMN_TEXT] = "@",   [COLUMN_CODE] = "@",
        [COLUMN_URL] = "@",    [COLUMN_DATE] = "yyyy-mm-dd",
        [COLUMN_CHOICE] = "@", [COLUMN_UNIT] = "@",
        [COLUMN_PERIOD] = "@", [COLUMN_DATETIME] = "yyyy-mm-dd hh:mm",
    };
    struct book_look *look = arena_alloc(arena, sizeof *look);

    *look = (struct book_look){.fill = BOOK_NO_FILL, .has_lines = has_lines};
    look->format = formats[column->type];
    return look;
}

/* ---- lists ---- */

static void
add_words(struct book_sheet *lists, uint32_t col, uint32_t *row,
          const struct str *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        book_add_text(lists, (*row)++, col, words[i], NULL);
    }
}

/* A column of the words that may be chosen; NULL if there are none. */
static const char *
add_list(struct book_sheet *lists, const struct column *column,
         const struct roster *roster)
{
    uint32_t col = (uint32_t)lists->n_columns;
    uint32_t row = 1;

    if (column->type == COLUMN_UNIT) {
        for (size_t i = 0; roster && i < roster->n_units; i++) {
            book_add_text(lists, row++, col, roster->units[i].full_name, NULL);
        }
    } else {
        add_words(lists, col, &row, column->choices, column->n_choices);
    }
    if (row == 1) {
        return NULL;
    }
    add_words(lists, col, &row, column->blanks, column->n_blanks);
    book_add_text(lists, 0, col, column->name, NULL);
    book_set_column(lists, col, 20, NULL);
    return book_range_name(lists, (struct book_range){1, col, row - 1, col});
}

/* ---- figures and dates ---- */

static void
set_figures(struct book_rule *rule, const struct column *column)
{
    double min = column->has_min ? decimal_to_double(column->min) : -MAX_FIGURE;

    rule->min = column->type == COLUMN_PERCENT && min > 0 ? min / 100 : min;
    rule->max = column->has_max ? decimal_to_double(column->max) : MAX_FIGURE;
}

/* A limit that is a setting is checked by the program only. */
static void
set_days(struct book_rule *rule, const struct column *column)
{
    static const int64_t epoch = 25569; /* 1970-01-01 */
    struct date date;

    rule->min = FIRST_DAY;
    rule->max = LAST_DAY;
    if (column->from.len && date_parse(column->from, 0, &date, NULL)) {
        rule->min = (double)(date_to_days(date) + epoch);
    }
    if (column->to.len && date_parse(column->to, 0, &date, NULL)) {
        rule->max = (double)(date_to_days(date) + epoch);
    }
    if (column->type == COLUMN_DATETIME) {
        rule->max += 0.99999;
    }
}

/* Figures within limits, or a word that stands for "none". */
static const char *
or_blank(const struct book_rule *rule, const struct column *column,
         struct arena *arena)
{
    struct strbuf sb = {0};
    struct strbuf cell = {0};
    const char *formula = NULL;

    location_add_cell(&cell, rule->range.first_row + 1,
                      rule->range.first_col + 1);
    strbuf_addf(&sb, "OR(AND(ISNUMBER(%s),%s>=%.15g,%s<=%.15g", cell.ptr,
                cell.ptr, rule->min, cell.ptr, rule->max);
    if (rule->kind == BOOK_WHOLE) {
        strbuf_addf(&sb, ",%s=INT(%s)", cell.ptr, cell.ptr);
    }
    strbuf_add_char(&sb, ')');
    for (size_t i = 0; i < column->n_blanks; i++) {
        struct str rest = column->blanks[i];

        strbuf_addf(&sb, ",%s=\"", cell.ptr);
        while (rest.ptr) {
            strbuf_add(&sb, str_split(&rest, STR("\"")));
            strbuf_add_cstr(&sb, rest.ptr ? "\"\"" : "");
        }
        strbuf_add_char(&sb, '"');
    }
    strbuf_add_char(&sb, ')');
    if (utf8_count(strbuf_str(&sb)) <= MAX_HINT) {
        formula = arena_cstr(arena, strbuf_str(&sb));
    }
    strbuf_clear(&sb);
    strbuf_clear(&cell);
    return formula;
}

/* ---- rules ---- */

static const char *
hint_of(const struct column *column, struct arena *arena)
{
    struct strbuf sb = {0};
    struct str text;
    const char *hint;

    form_words_all(&sb, column);
    text = strbuf_str(&sb);
    while (utf8_count(text) > MAX_HINT) {
        text = str_slice(text, 0, text.len - 1);
        text.len = utf8_valid(text);
    }
    hint = arena_cstr(arena, text);
    strbuf_clear(&sb);
    return hint;
}

static enum book_rule_kind
kind_of(const struct column *column)
{
    switch (column->type) {
    case COLUMN_INTEGER:
        return BOOK_WHOLE;
    case COLUMN_NUMBER:
    case COLUMN_PERCENT:
        return BOOK_DECIMAL;
    case COLUMN_DATE:
    case COLUMN_DATETIME:
        return BOOK_DATE;
    case COLUMN_CHOICE:
    case COLUMN_UNIT:
        return BOOK_LIST;
    default:
        return BOOK_ANY;
    }
}

void
form_column_rule(struct book_sheet *sheet, struct book_range range,
                 const struct column *column, const struct roster *roster,
                 struct book_sheet *lists)
{
    struct book_rule *rule = book_add_rule(sheet, range, kind_of(column));

    rule->hint = hint_of(column, sheet->arena);
    rule->complaint = rule->hint;
    switch (rule->kind) {
    case BOOK_LIST:
        rule->formula = add_list(lists, column, roster);
        break;
    case BOOK_DATE:
        set_days(rule, column);
        break;
    case BOOK_WHOLE:
    case BOOK_DECIMAL:
        set_figures(rule, column);
        break;
    default:
        return;
    }
    if (rule->kind != BOOK_LIST && column->n_blanks) {
        rule->formula = or_blank(rule, column, sheet->arena);
        rule->kind = BOOK_FORMULA;
    }
    if ((rule->kind == BOOK_LIST || rule->kind == BOOK_FORMULA) &&
        !rule->formula) {
        rule->kind = BOOK_ANY;
    }
}
