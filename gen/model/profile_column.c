#include <string.h>

#include "gen/model/pattern.h"
#include "gen/model/profile_read.h"
#include "gen/model/spelling.h"

static const char *const type_names[] = {
    "text", "code",     "url",    "integer", "number", "percent",
    "date", "datetime", "choice", "unit",    "period"};

static enum column_type
read_type(const xmlNode *node)
{
    struct str name = str_trim(xml_attribute(node, NULL, "type"));

    for (size_t i = 0; i < sizeof type_names / sizeof type_names[0]; i++) {
        if (str_is(name, type_names[i])) {
            return (enum column_type)i;
        }
    }
    return COLUMN_TEXT;
}

static bool
is_number(enum column_type type)
{
    return type == COLUMN_INTEGER || type == COLUMN_NUMBER ||
           type == COLUMN_PERCENT;
}

static bool
is_date(enum column_type type)
{
    return type == COLUMN_DATE || type == COLUMN_DATETIME;
}

/* A limit of numbers, or of dates: an ISO date or a setting's name, which is
 * looked up when all settings are known. */
static void
read_limit(struct profile_reader *reader, const xmlNode *node, const char *name,
           struct column *column, struct decimal *number, bool *has_number,
           struct str *date)
{
    struct str text = profile_attribute(reader, node, name);
    struct location at = profile_line(reader, column->line);

    if (text.len == 0) {
        return;
    }
    if (is_date(column->type)) {
        *date = text;
    } else if (!is_number(column->type)) {
        diag_error(reader->diags, at,
                   _("column “%.*s”: %s is for numbers and dates only"),
                   STR_ARG(column->name), name);
    } else if (decimal_parse(text, number)) {
        *has_number = true;
    } else {
        diag_error(reader->diags, at,
                   _("column “%.*s”: %s “%.*s” is not a number"),
                   STR_ARG(column->name), name, STR_ARG(text));
    }
}

static void
check_pattern(struct profile_reader *reader, const struct column *column)
{
    struct pattern pattern = {0};
    struct strbuf why = {0};
    size_t offset;

    if (column->pattern.len &&
        !pattern_open(&pattern, column->pattern, &why, &offset)) {
        diag_error(
            reader->diags, profile_line(reader, column->line),
            _("column “%.*s”: the pattern cannot be read at “%.*s”: "
              "%s"),
            STR_ARG(column->name),
            STR_ARG(str_slice(column->pattern, offset, column->pattern.len)),
            why.ptr);
    }
    pattern_close(&pattern);
    strbuf_clear(&why);
}

static void
check_choices(struct profile_reader *reader, const struct column *column)
{
    struct location at = profile_line(reader, column->line);

    if (column->type == COLUMN_CHOICE && column->n_choices == 0) {
        diag_error(reader->diags, at,
                   _("column “%.*s” is a choice without choices"),
                   STR_ARG(column->name));
        diag_advise(reader->diags, _("list them: choices=\"优|良|合格\""));
    }
    if (column->type != COLUMN_CHOICE && column->n_choices) {
        diag_error(reader->diags, at,
                   _("column “%.*s” has choices but is not a choice"),
                   STR_ARG(column->name));
        diag_advise(reader->diags, _("write type=\"choice\""));
    }
}

static void
read_column(struct profile_reader *reader, const xmlNode *node,
            struct column *column)
{
    column->line = (int)xmlGetLineNo(node);
    column->name = profile_attribute(reader, node, "name");
    column->headers = profile_list(reader, node, "header", &column->n_headers);
    if (column->n_headers == 0) {
        column->headers = &column->name;
        column->n_headers = 1;
    }
    column->type = read_type(node);
    column->is_required = profile_flag(node, "required");
    column->is_optional = profile_flag(node, "optional");
    column->is_unique = profile_flag(node, "unique");
    column->fills_down = profile_flag(node, "fill-down");
    column->pattern = profile_attribute(reader, node, "pattern");
    column->choices = profile_list(reader, node, "choices", &column->n_choices);
    column->blanks = profile_list(reader, node, "blanks", &column->n_blanks);
    column->fallback = profile_attribute(reader, node, "default");
    column->has_fallback = xml_attribute(node, NULL, "default").ptr != NULL;
    read_limit(reader, node, "min", column, &column->min, &column->has_min,
               &column->from);
    read_limit(reader, node, "max", column, &column->max, &column->has_max,
               &column->to);
    check_pattern(reader, column);
    check_choices(reader, column);
}

void
profile_read_schema(struct profile_reader *reader, const xmlNode *node,
                    const char *element, struct schema *schema)
{
    size_t n = profile_count(node, element);
    const xmlNode *child = xml_child(node, NULL, element);

    schema->line = (int)xmlGetLineNo(node);
    schema->name = profile_attribute(reader, node, "name");
    schema->title = profile_attribute(reader, node, "title");
    schema->file = profile_attribute(reader, node, "file");
    schema->sheet = profile_attribute(reader, node, "sheet");
    schema->is_optional = profile_flag(node, "optional");
    schema->totals = profile_list(reader, node, "totals", &schema->n_totals);
    schema->columns = arena_alloc(reader->arena, n * sizeof *schema->columns);
    schema->n_columns = n;
    for (size_t i = 0; i < n; i++) {
        read_column(reader, child, &schema->columns[i]);
        child = xml_next(child, NULL, element);
    }
}

static int
to_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c;
}

/* ASCII letters of SQL's names are alike in both cases. */
static bool
is_same_name(struct str a, struct str b)
{
    bool same = a.len == b.len && a.len > 0;

    for (size_t i = 0; same && i < a.len; i++) {
        same = to_lower(a.ptr[i]) == to_lower(b.ptr[i]);
    }
    return same;
}

void
profile_check_name(struct profile_reader *reader, struct str name, int line)
{
    struct location at = profile_line(reader, line);

    if (str_starts_with(name, STR("_")) ||
        str_starts_with(name, STR("sqlite_"))) {
        diag_error(reader->diags, at,
                   _("the name “%.*s” must not begin with _ or sqlite_"),
                   STR_ARG(name));
        return;
    }
    for (size_t i = 0; i < name.len; i++) {
        if (strchr(".|{}\"'`,;", name.ptr[i])) {
            diag_error(reader->diags, at,
                       _("“%c” cannot stand in the name “%.*s”"), name.ptr[i],
                       STR_ARG(name));
            return;
        }
    }
}

static bool
share_header(const struct column *a, const struct column *b, struct str *head)
{
    bool found = false;

    for (size_t i = 0; !found && i < a->n_headers * b->n_headers; i++) {
        struct strbuf x = {0};
        struct strbuf y = {0};

        *head = a->headers[i % a->n_headers];
        spelling_fold(&x, *head);
        spelling_fold(&y, b->headers[i / a->n_headers]);
        found = str_equals(strbuf_str(&x), strbuf_str(&y));
        strbuf_clear(&x);
        strbuf_clear(&y);
    }
    return found;
}

static void
check_pair(struct profile_reader *reader, const struct column *earlier,
           const struct column *column)
{
    struct location at = profile_line(reader, column->line);
    struct str head;

    if (is_same_name(earlier->name, column->name)) {
        diag_error(reader->diags, at,
                   _("the name “%.*s” stands in line %d already"),
                   STR_ARG(column->name), earlier->line);
    } else if (share_header(earlier, column, &head)) {
        diag_error(reader->diags, at,
                   _("the head “%.*s” belongs to the column “%.*s” already"),
                   STR_ARG(head), STR_ARG(earlier->name));
    }
}

/* A date limit is a date, or a setting that is one. */
static void
check_date_limit(struct profile_reader *reader, const struct column *column,
                 struct str limit)
{
    const struct schema *settings = &reader->profile->settings;
    struct location at = profile_line(reader, column->line);
    struct date date;

    if (limit.len == 0 || date_parse(limit, 0, &date, NULL)) {
        return;
    }
    for (size_t i = 0; i < settings->n_columns; i++) {
        if (str_equals(settings->columns[i].name, limit) &&
            is_date(settings->columns[i].type)) {
            return;
        }
    }
    diag_error(reader->diags, at,
               _("column “%.*s”: the limit “%.*s” is neither a date nor a "
                 "setting that is one"),
               STR_ARG(column->name), STR_ARG(limit));
}

static void
check_type(struct profile_reader *reader, const struct column *column,
           bool is_setting)
{
    struct location at = profile_line(reader, column->line);

    if (column->type == COLUMN_PERIOD && !is_setting) {
        diag_error(reader->diags, at,
                   _("column “%.*s”: only settings can be a period"),
                   STR_ARG(column->name));
    }
    if (column->type == COLUMN_UNIT && !reader->profile->roster_file.len) {
        diag_error(reader->diags, at,
                   _("column “%.*s” names units, but there is no roster"),
                   STR_ARG(column->name));
        diag_advise(reader->diags, _("add <roster file=\"单位名录.csv\"/>"));
    }
}

void
profile_check_schema(struct profile_reader *reader, const struct schema *schema)
{
    bool is_setting = schema == &reader->profile->settings;

    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct column *column = &schema->columns[i];

        profile_check_name(reader, column->name, column->line);
        check_type(reader, column, is_setting);
        check_date_limit(reader, column, column->from);
        check_date_limit(reader, column, column->to);
        for (size_t j = 0; j < i; j++) {
            check_pair(reader, &schema->columns[j], column);
        }
    }
}
