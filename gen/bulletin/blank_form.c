#include "gen/bulletin/blank_form.h"

#include "gen/bulletin/form_column.h"
#include "gen/bulletin/form_words.h"

enum {
    RULED_ROWS = 5000, /* rows whose cells are checked while typing */
    LINED_ROWS = 30    /* rows drawn with lines */
};

static const struct book_look look_title = {.fill = BOOK_NO_FILL,
                                            .half_points = 32,
                                            .is_bold = true,
                                            .is_centred = true};
static const struct book_look look_head = {
    .fill = 0xDDEBF7, .is_bold = true, .is_centred = true, .has_lines = true};
static const struct book_look look_name = {
    .fill = 0xDDEBF7, .is_bold = true, .has_lines = true};
static const struct book_look look_words = {
    .fill = BOOK_NO_FILL, .has_lines = true, .format = "@"};
static const struct book_look look_remark = {.fill = BOOK_NO_FILL};

static void
add_title(struct book_sheet *sheet, struct str title, uint32_t n_cols)
{
    book_add_text(sheet, 0, 0, title, &look_title);
    if (n_cols > 1) {
        book_merge(sheet, (struct book_range){0, 0, 0, n_cols - 1});
    }
}

static struct str
marked(const struct column *column, struct str head, struct arena *arena)
{
    return column->is_required ? arena_strf(arena, "%.*s*", STR_ARG(head))
                               : head;
}

/* ---- heads of one or two levels ---- */

/* Cuts the group off a head such as 政务微博/名称; empty if there is none. */
static struct str
group_of(const struct column *column, struct str *head)
{
    struct str rest = column->headers[0];
    struct str group = str_split(&rest, STR("/"));

    *head = column->headers[0];
    if (!rest.ptr || str_trim(rest).len == 0 || str_trim(group).len == 0) {
        return STR("");
    }
    *head = rest;
    return group;
}

static bool
has_groups(const struct schema *schema)
{
    struct str head;

    for (size_t i = 0; i < schema->n_columns; i++) {
        if (group_of(&schema->columns[i], &head).len) {
            return true;
        }
    }
    return false;
}

static void
add_group(struct book_sheet *sheet, const struct schema *schema, size_t i,
          struct str group)
{
    uint32_t last = (uint32_t)i;
    struct str head;

    if (i > 0 && str_equals(group_of(&schema->columns[i - 1], &head), group)) {
        return;
    }
    while (last + 1 < schema->n_columns &&
           str_equals(group_of(&schema->columns[last + 1], &head), group)) {
        last++;
    }
    book_add_text(sheet, 1, (uint32_t)i, group, &look_head);
    for (uint32_t col = (uint32_t)i + 1; col <= last; col++) {
        book_add_blank(sheet, 1, col, &look_head);
    }
    book_merge(sheet, (struct book_range){1, (uint32_t)i, 1, last});
}

/* Returns the first row below the heads. */
static uint32_t
add_heads(struct book_sheet *sheet, const struct schema *schema)
{
    bool two = has_groups(schema);

    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct column *column = &schema->columns[i];
        uint32_t col = (uint32_t)i;
        struct str head;
        struct str group = group_of(column, &head);

        head = marked(column, head, sheet->arena);
        book_set_column(sheet, col, form_column_width(column, head),
                        form_column_look(column, false, sheet->arena));
        if (two && group.len == 0) {
            book_add_text(sheet, 1, col, head, &look_head);
            book_add_blank(sheet, 2, col, &look_head);
            book_merge(sheet, (struct book_range){1, col, 2, col});
        } else {
            book_add_text(sheet, two ? 2 : 1, col, head, &look_head);
        }
        if (group.len) {
            add_group(sheet, schema, i, group);
        }
    }
    return two ? 3 : 2;
}

/* ---- tables ---- */

static void
add_rows(struct book_sheet *sheet, const struct schema *schema,
         const struct roster *roster, uint32_t first, struct book_sheet *lists)
{
    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct column *column = &schema->columns[i];
        const struct book_look *look =
            form_column_look(column, true, sheet->arena);
        uint32_t col = (uint32_t)i;

        for (uint32_t row = 0; row < LINED_ROWS; row++) {
            book_add_blank(sheet, first + row, col, look);
        }
        form_column_rule(
            sheet, (struct book_range){first, col, first + RULED_ROWS - 1, col},
            column, roster, lists);
    }
}

static void
explain_column(struct book_sheet *sheet, uint32_t row,
               const struct column *column)
{
    struct strbuf sb = {0};

    book_add_text(sheet, row, 0, column->headers[0], &look_name);
    book_add_text(sheet, row, 1, str_from(form_words_content(column)),
                  &look_words);
    book_add_text(sheet, row, 2,
                  str_from(column->is_required ? _("yes") : _("no")),
                  &look_words);
    form_words_rules(&sb, column);
    book_add_text(sheet, row, 3, arena_str(sheet->arena, strbuf_str(&sb)),
                  &look_words);
    strbuf_cut(&sb, 0);
    form_words_list(&sb, column->choices, column->n_choices, _(", "));
    book_add_text(sheet, row, 4, arena_str(sheet->arena, strbuf_str(&sb)),
                  &look_words);
    strbuf_cut(&sb, 0);
    form_words_list(&sb, column->blanks, column->n_blanks, _(" or "));
    book_add_text(sheet, row, 5, arena_str(sheet->arena, strbuf_str(&sb)),
                  &look_words);
    strbuf_cut(&sb, 0);
    form_words_list(&sb, column->headers + 1, column->n_headers - 1, _(", "));
    book_add_text(sheet, row, 6, arena_str(sheet->arena, strbuf_str(&sb)),
                  &look_words);
    strbuf_clear(&sb);
}

static void
explain(struct book *book, const struct schema *schema)
{
    static const struct {
        const char *head;
        double width;
    } heads[] = {
        {N_("column"), 18},      {N_("what goes in"), 30},
        {N_("required"), 10},    {N_("form"), 34},
        {N_("choices"), 30},     {N_("if there is none"), 16},
        {N_("other heads"), 26},
    };
    const uint32_t n_heads = sizeof heads / sizeof heads[0];
    struct book_sheet *sheet = book_add_sheet(book, _("how to fill in"));

    add_title(sheet, str_from(_("how to fill in")), n_heads);
    for (uint32_t i = 0; i < n_heads; i++) {
        book_add_text(sheet, 1, i, str_from(_(heads[i].head)), &look_head);
        book_set_column(sheet, i, heads[i].width, NULL);
    }
    for (size_t i = 0; i < schema->n_columns; i++) {
        explain_column(sheet, (uint32_t)i + 2, &schema->columns[i]);
    }
    book_add_text(sheet, (uint32_t)schema->n_columns + 3, 0,
                  str_from(_("Heads marked * must be filled in.  Columns may "
                             "stand in any order; rows without an entry are "
                             "passed over.")),
                  &look_remark);
    book_merge(sheet, (struct book_range){(uint32_t)schema->n_columns + 3, 0,
                                          (uint32_t)schema->n_columns + 3,
                                          n_heads - 1});
    sheet->is_landscape = true;
    sheet->n_frozen = 2;
}

/* Behind all others, unseen. */
static struct book_sheet *
add_lists(struct book *book)
{
    struct book_sheet *lists = book_add_sheet(book, _("choices"));

    lists->is_hidden = true;
    return lists;
}

/* A sheet of no lists, the last one, is not written. */
static void
drop_unused(struct book *book, const struct book_sheet *lists)
{
    book->n_sheets -= lists->n_cells == 0;
}

void
blank_form_of_table(struct book *book, const struct schema *schema,
              const struct roster *roster)
{
    struct book_sheet *sheet = book_add_sheet(
        book, arena_cstr(book->arena,
                         schema->sheet.len ? schema->sheet : schema->file));
    struct book_sheet *lists;
    uint32_t first;

    add_title(sheet, schema->file, (uint32_t)schema->n_columns);
    first = add_heads(sheet, schema);
    explain(book, schema);
    lists = add_lists(book);
    add_rows(sheet, schema, roster, first, lists);
    drop_unused(book, lists);
    sheet->n_frozen = first;
    sheet->is_landscape = schema->n_columns > 6;
}

/* ---- settings ---- */

/* One cell a line, so that it is not taken for a setting. */
static void
add_remark(struct book_sheet *sheet, uint32_t row, const struct strbuf *text)
{
    book_add_text(sheet, row, 0, arena_str(sheet->arena, strbuf_str(text)),
                  &look_remark);
    book_merge(sheet, (struct book_range){row, 0, row, 2});
}

static void
add_file(struct strbuf *sb, struct str name, const char *ending,
         bool is_optional)
{
    strbuf_addf(sb, _(" “%.*s%s”%s"), STR_ARG(name), ending,
                is_optional ? _(" (if there is any)") : "");
}

static void
list_files(struct book_sheet *sheet, uint32_t row,
           const struct profile *profile)
{
    struct strbuf sb = {0};

    strbuf_add_cstr(&sb, _("Tables that belong into the same folder:"));
    for (size_t i = 0; i < profile->n_tables; i++) {
        add_file(&sb, profile->tables[i].file, ".xlsx",
                 profile->tables[i].is_optional);
    }
    add_remark(sheet, row, &sb);
    if (profile->n_proses) {
        strbuf_cut(&sb, 0);
        strbuf_add_cstr(&sb, _("Texts that belong there, one paragraph a "
                               "line:"));
        for (size_t i = 0; i < profile->n_proses; i++) {
            add_file(&sb, profile->proses[i].file, ".txt",
                     profile->proses[i].is_optional);
        }
        add_remark(sheet, row + 1, &sb);
    }
    strbuf_clear(&sb);
}

void
blank_form_of_settings(struct book *book, const struct profile *profile,
                 const struct roster *roster)
{
    const struct schema *schema = &profile->settings;
    struct book_sheet *sheet =
        book_add_sheet(book, arena_cstr(book->arena, schema->file));
    struct book_sheet *lists = add_lists(book);
    struct strbuf sb = {0};

    add_title(sheet, profile->title.len ? profile->title : schema->file, 3);
    /* heads that the reader of settings passes over */
    book_add_text(sheet, 1, 0, STR("项目"), &look_head);
    book_add_text(sheet, 1, 1, STR("内容"), &look_head);
    book_add_text(sheet, 1, 2, STR("说明"), &look_head);
    for (size_t i = 0; i < schema->n_columns; i++) {
        const struct column *column = &schema->columns[i];
        uint32_t row = (uint32_t)i + 2;

        strbuf_cut(&sb, 0);
        form_words_all(&sb, column);
        book_add_text(sheet, row, 0,
                      marked(column, column->headers[0], book->arena),
                      &look_name);
        book_add_blank(sheet, row, 1,
                       form_column_look(column, true, book->arena));
        book_add_text(sheet, row, 2, arena_str(book->arena, strbuf_str(&sb)),
                      &look_words);
        form_column_rule(sheet, (struct book_range){row, 1, row, 1}, column,
                         roster, lists);
    }
    strbuf_clear(&sb);
    list_files(sheet, (uint32_t)schema->n_columns + 3, profile);
    drop_unused(book, lists);
    book_set_column(sheet, 0, 22, NULL);
    book_set_column(sheet, 1, 34, NULL);
    book_set_column(sheet, 2, 60, NULL);
    sheet->n_frozen = 2;
}
