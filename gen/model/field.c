#include "gen/model/field.h"

#include "gen/model/clean.h"
#include "gen/model/spelling.h"

enum { MAX_NOTES = 20 };

static struct str *
fold_all(const struct str *words, size_t n, struct arena *arena)
{
    struct str *folded = arena_alloc(arena, n * sizeof *folded);
    struct strbuf sb = {0};

    for (size_t i = 0; i < n; i++) {
        strbuf_cut(&sb, 0);
        spelling_fold(&sb, words[i]);
        folded[i] = arena_str(arena, strbuf_str(&sb));
    }
    strbuf_clear(&sb);
    return folded;
}

/* A date, or the setting of that name. */
static bool
read_limit(struct str limit, const struct record *settings, struct date *date)
{
    if (limit.len == 0) {
        return false;
    }
    if (date_parse(limit, 0, date, NULL)) {
        return true;
    }
    for (size_t i = 0; settings && i < settings->n_values; i++) {
        if (str_equals(settings->names[i], limit)) {
            return date_parse(value_str(settings->values[i]), 0, date, NULL);
        }
    }
    return false;
}

bool
field_open(struct field *field, const struct column *column,
           const struct record *settings, struct arena *arena)
{
    size_t offset;

    *field = (struct field){.column = column};
    field->choices = fold_all(column->choices, column->n_choices, arena);
    field->blanks = fold_all(column->blanks, column->n_blanks, arena);
    field->has_from = read_limit(column->from, settings, &field->from);
    field->has_to = read_limit(column->to, settings, &field->to);
    field->is_numeric = column->type == COLUMN_INTEGER ||
                        column->type == COLUMN_NUMBER ||
                        column->type == COLUMN_PERCENT;
    return column->pattern.len == 0 ||
           pattern_open(&field->pattern, column->pattern, &field->scratch,
                        &offset);
}

void
field_close(struct field *field)
{
    pattern_close(&field->pattern);
    strbuf_clear(&field->scratch);
}

void
field_note(struct field *field, struct str was, struct str is,
           const struct field_context *context)
{
    if (field->n_notes++ < MAX_NOTES) {
        diag_note(context->diags, context->at, _("“%.*s” is read as “%.*s”"),
                  STR_ARG(was), STR_ARG(is));
        diag_quote(context->diags, was);
    }
}

void
field_finish(const struct field *field, struct location at, struct diags *diags)
{
    if (field->share_at.row && field->has_hundredths) {
        diag_warning(diags, field->share_at,
                     _("“%.*s” is read as %s%%, though other cells of “%.*s” "
                       "give hundredths without a sign"),
                     STR_ARG(field->share), field->share_percent.ptr,
                     STR_ARG(field->column->name));
        diag_quote(diags, field->share);
        diag_advise(diags, _("write all of them with %%"));
    }
    if (field->n_notes > MAX_NOTES) {
        diag_note(diags, at,
                  _("%u further cells of the column “%.*s” were mended"),
                  (unsigned)(field->n_notes - MAX_NOTES),
                  STR_ARG(field->column->name));
    }
}

static bool
report_character(struct str text, uint32_t code,
                 const struct field_context *context)
{
    diag_error(context->diags, context->at,
               _("“%.*s” holds the character U+%04X, which no document can "
                 "hold"),
               STR_ARG(text), (unsigned)code);
    diag_quote(context->diags, text);
    diag_advise(context->diags, _("type it again"));
    return false;
}

/* The text without blanks around and repairs inside; borrowed from the cell
 * where nothing changes.  What cannot stand in a document is dropped from
 * running text only: elsewhere something was lost. */
static bool
mend(struct field *field, const struct cell *cell,
     const struct field_context *context, struct str *out)
{
    struct str text = str_trim(cell->text);
    enum column_type type = field->column->type;
    bool is_code = type == COLUMN_CODE || type == COLUMN_URL;
    uint32_t code;

    *out = text;
    if (clean_is_plain(text, is_code) &&
        !(is_code && str_starts_with(text, STR("'")))) {
        return true;
    }
    if (type != COLUMN_TEXT && (code = clean_bad_character(text))) {
        return report_character(text, code, context);
    }
    if (type != COLUMN_TEXT && !is_code) {
        return true;
    }
    strbuf_cut(&field->scratch, 0);
    if (is_code) {
        clean_code(&field->scratch, text);
    } else {
        clean_text(&field->scratch, text);
    }
    if (!str_equals(strbuf_str(&field->scratch), text)) {
        field_note(field, text, strbuf_str(&field->scratch), context);
        *out = arena_str(context->arena, strbuf_str(&field->scratch));
    }
    return true;
}

static bool
is_blank(struct field *field, struct str text)
{
    bool found = false;

    if (text.len == 0) {
        return true;
    }
    if (field->column->n_blanks == 0 || text.len > 30) {
        return false;
    }
    strbuf_cut(&field->scratch, 0);
    spelling_fold(&field->scratch, text);
    for (size_t i = 0; !found && i < field->column->n_blanks; i++) {
        found = str_equals(strbuf_str(&field->scratch), field->blanks[i]);
    }
    return found;
}

static bool
check_pattern(struct field *field, struct str text,
              const struct field_context *context)
{
    const struct column *column = field->column;
    enum pattern_result result = pattern_match(&field->pattern, text);

    if (result == PATTERN_FITS) {
        if (!field->example.ptr) {
            field->example = text;
        }
        return true;
    }
    if (result == PATTERN_TOO_HARD) {
        diag_error(context->diags, context->at,
                   _("“%.*s” cannot be compared with the pattern"),
                   STR_ARG(text));
        diag_advise(context->diags,
                    _("make the pattern in bulletin.xml, line %d, "
                      "simpler"),
                    column->line);
        return false;
    }
    diag_error(context->diags, context->at,
               _("“%.*s” does not have the form of “%.*s”"), STR_ARG(text),
               STR_ARG(column->name));
    diag_quote(context->diags, text);
    if (field->example.len) {
        diag_advise(context->diags, _("it should look like “%.*s”"),
                    STR_ARG(field->example));
    } else {
        diag_advise(context->diags, _("it must match the pattern %.*s"),
                    STR_ARG(column->pattern));
    }
    return false;
}

bool
field_read(struct field *field, const struct cell *cell,
           const struct field_context *context, struct field_result *out)
{
    struct str text;

    out->value = value_null();
    out->has_number = false;
    if (!cell || cell->type == CELL_EMPTY) {
        return true;
    }
    if (cell->type == CELL_ERROR) {
        diag_error(context->diags, context->at,
                   _("the cell shows the error %.*s"), STR_ARG(cell->text));
        diag_advise(context->diags,
                    _("mend the formula, or type the value itself"));
        return false;
    }
    if (!mend(field, cell, context, &text)) {
        return false;
    }
    if (is_blank(field, text)) {
        return true;
    }
    if (!field_convert(field, cell, text, context, out)) {
        return false;
    }
    return field->column->pattern.len == 0 ||
           check_pattern(field, value_str(out->value), context);
}

static bool
check_unique(struct field *field, struct value value,
             const struct field_context *context)
{
    struct location earlier = context->at;
    struct strbuf cell = {0};
    int32_t row;

    strbuf_cut(&field->scratch, 0);
    spelling_fold(&field->scratch, value_str(value));
    row = names_add(&field->seen, strbuf_str(&field->scratch),
                    (int32_t)context->at.row, context->arena);
    if (row == NAMES_NONE) {
        return true;
    }
    earlier.row = (uint32_t)row;
    location_add_place(&cell, earlier);
    diag_error(context->diags, context->at, _("“%.*s” stands in %s already"),
               STR_ARG(value_str(value)), cell.ptr);
    diag_quote(context->diags, value_str(value));
    diag_advise(context->diags, _("“%.*s” must be different in every row"),
                STR_ARG(field->column->name));
    strbuf_clear(&cell);
    return false;
}

bool
field_check_row(struct field *field, struct value value,
                const struct field_context *context)
{
    const struct column *column = field->column;

    if (value.kind == VALUE_NULL) {
        if (!column->is_required) {
            return true;
        }
        diag_error(context->diags, context->at, _("“%.*s” is empty"),
                   STR_ARG(column->name));
        diag_advise(context->diags, _("fill it in"));
        return false;
    }
    return !column->is_unique || check_unique(field, value, context);
}
