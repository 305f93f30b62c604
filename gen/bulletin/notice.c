#include "gen/bulletin/notice.h"

#include <string.h>

#include "gen/base/date.h"
#include "gen/input/charset.h"
#include "gen/input/source.h"
#include "gen/template/prose.h"
#include "gen/template/tag.h"

enum {
    SHORT_LINE = 60, /* columns: a title's, a name's */
    NUMBER_LINE = 40
};

struct reader {
    struct notice *notice;
    const char *path;
    struct arena *arena;
    struct diags *diags;
    bool *is_apart; /* an empty line stands before */
    size_t date;    /* index of its line; n_lines: none */
};

static bool
starts_with_any(struct str s, const char *const *starts, size_t n,
                size_t *len)
{
    for (size_t i = 0; i < n; i++) {
        if (str_starts_with(s, str_from(starts[i]))) {
            *len = str_from(starts[i]).len;
            return true;
        }
    }
    return false;
}

static bool
takes_off(struct str *s, const char *const *ends, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_ends_with(*s, str_from(ends[i]))) {
            *s = str_trim(str_slice(*s, 0, s->len - str_from(ends[i]).len));
            return true;
        }
    }
    return false;
}

static const char *const colons[] = {"：", ":"};

static bool
has(struct str s, const char *what)
{
    return str_find(s, str_from(what), 0) != SIZE_MAX;
}

/* ---- lines ---- */

static void
split_lines(struct reader *reader, struct str text)
{
    struct notice *notice = reader->notice;
    struct str rest = text;
    uint32_t number = 0;
    size_t n = 1;
    bool is_apart = false;

    for (size_t i = 0; i < text.len; i++) {
        n += text.ptr[i] == '\n';
    }
    notice->lines = arena_alloc(reader->arena, n * sizeof *notice->lines);
    reader->is_apart = arena_alloc(reader->arena, n * sizeof(bool));
    while (rest.ptr) {
        struct str raw = str_split(&rest, STR("\n"));
        struct str line = str_trim(raw);

        number++;
        if (line.len == 0) {
            is_apart = true;
            continue;
        }
        /* an empty first or last cell of a row counts */
        if (memchr(line.ptr, '\t', line.len)) {
            line = raw;
            while (line.len && (line.ptr[line.len - 1] == '\r')) {
                line.len--;
            }
        }
        reader->is_apart[notice->n_lines] = is_apart;
        notice->lines[notice->n_lines++] = (struct notice_line){
            .kind = NOTICE_TEXT, .text = line, .line = number};
        is_apart = false;
    }
}

/* Tags must be whole within their line, as they will be in a paragraph. */
static bool
check_tags(struct reader *reader)
{
    bool ok = true;

    for (size_t i = 0; i < reader->notice->n_lines; i++) {
        const struct notice_line *line = &reader->notice->lines[i];
        struct location at = {.path = reader->path, .row = line->line};
        struct delimiters delimiters = delimiters_standard;
        enum tag_status status;
        struct tag tag;
        size_t from = 0;

        while ((status = tag_next(line->text, from, false, &delimiters,
                                  &tag)) == TAG_FOUND) {
            from = tag.end;
        }
        if (status != TAG_NONE) {
            ok = diag_error(reader->diags, at,
                            _("this tag is not closed in its line"));
            diag_quote(reader->diags, line->text);
        }
    }
    return ok;
}

/* ---- tables ---- */

/* Where the tag that begins at i ends; i if none does. */
static size_t
pass_tag(struct str s, size_t i)
{
    size_t end;

    if (!str_starts_with(str_slice(s, i, s.len), STR("{{"))) {
        return i;
    }
    end = str_find(s, STR("}}"), i);
    return end == SIZE_MAX ? i : end + 2;
}

/* Cells between pipes or, in a line with tabs, tabs; NULL cells: counted. */
static size_t
split_row(struct str row, struct str *cells)
{
    char sign = memchr(row.ptr, '\t', row.len) ? '\t' : '|';
    size_t n = 0;
    size_t from = 0;

    if (sign == '|') {
        row = str_trim(row);
        from = str_starts_with(row, STR("|"));
        row.len -= row.len > from && str_ends_with(row, STR("|"));
    }
    for (size_t i = from; i <= row.len; i++) {
        size_t behind = i < row.len ? pass_tag(row, i) : i;

        if (behind > i) {
            i = behind - 1;
        } else if (i == row.len || row.ptr[i] == sign) {
            if (cells) {
                cells[n] = str_trim(str_slice(row, from, i));
            }
            n++;
            from = i + 1;
        }
    }
    return n;
}

struct str *
notice_cells(struct str row, size_t *n_cells, struct arena *arena)
{
    struct str *cells = arena_alloc(arena, (row.len + 1) * sizeof *cells);

    *n_cells = split_row(row, cells);
    return cells;
}

static bool
is_row(struct str line)
{
    return split_row(line, NULL) > 1;
}

/* |---|:--:| */
static bool
is_ruler(struct str line)
{
    for (size_t i = 0; i < line.len; i++) {
        if (!strchr("|-: \t+", line.ptr[i])) {
            return false;
        }
    }
    return has(line, "--");
}

/* ---- what a line is ---- */

/* 国办发〔2019〕3号, the brackets of any kind */
static bool
is_number(struct str line)
{
    return str_ends_with(line, STR("号")) &&
           utf8_columns(line) <= NUMBER_LINE && !has(line, "《") &&
           (has(line, "〔") || has(line, "[") || has(line, "【") ||
            has(line, "（20"));
}

/* A whole line that is a date, or a tag that prints one. */
static bool
is_date(struct str line)
{
    struct delimiters delimiters = delimiters_standard;
    struct date date;
    struct tag tag;

    if (date_parse(line, 0, &date, NULL)) {
        return true;
    }
    return tag_next(line, 0, false, &delimiters, &tag) == TAG_FOUND &&
           tag.start == 0 && tag.end == line.len && tag.kind == TAG_VALUE &&
           (has(line, "成文日期") || has(line, "|date") || has(line, "|日期"));
}

/* 附件, 附件1, 附件 2： */
static bool
is_attachment(struct str line)
{
    struct str rest;

    if (!str_starts_with(line, STR("附件"))) {
        return false;
    }
    rest = str_trim(str_slice(line, STR("附件").len, line.len));
    takes_off(&rest, colons, 2);
    for (size_t i = 0; i < rest.len; i++) {
        if (rest.ptr[i] < '0' || rest.ptr[i] > '9') {
            return str_starts_with(rest, STR("{{本件.号"));
        }
    }
    return rest.len <= 2;
}

static bool
is_contact(struct str line)
{
    return (str_starts_with(line, STR("（")) || str_starts_with(line, STR("("))) &&
           (has(line, "联系人") || has(line, "电话"));
}

static bool
is_note(struct str line)
{
    static const char *const starts[] = {"注：", "注:", "备注：", "备注:",
                                         "说明：", "说明:"};
    size_t len;

    return starts_with_any(line, starts, sizeof starts / sizeof starts[0],
                           &len);
}

/* A heading or a paragraph. */
static void
take_text(struct notice_line *line)
{
    struct prose_line prose;
    size_t from = 0;
    unsigned n = 0;

    line->kind = NOTICE_TEXT;
    line->text = str_trim(line->text);
    if (is_contact(line->text)) {
        line->kind = NOTICE_CONTACT;
    } else if (prose_next(line->text, &from, &n, &prose) && prose.level) {
        line->kind = NOTICE_HEADING;
        line->level = prose.level;
        line->heading_len = prose.heading_len;
    }
}

/* A number and its point before a name in 附件说明. */
static bool
take_number(struct str *name)
{
    static const char *const points[] = {".", "．", "、"};
    size_t digits = 0;
    size_t point;

    while (digits < name->len && name->ptr[digits] >= '0' &&
           name->ptr[digits] <= '9') {
        digits++;
    }
    if (digits == 0 || digits > 2 ||
        !starts_with_any(str_slice(*name, digits, name->len), points, 3,
                         &point)) {
        return false;
    }
    *name = str_trim(str_slice(*name, digits + point, name->len));
    return true;
}

/* ---- the parts in their order ---- */

static size_t
read_head(struct reader *reader)
{
    struct notice *notice = reader->notice;
    bool has_title = false;
    size_t i;

    for (i = 0; i < notice->n_lines; i++) {
        struct notice_line *line = &notice->lines[i];
        struct prose_line prose;
        size_t from = 0;
        unsigned n = 0;

        if (i == 0 && str_ends_with(line->text, STR("文件"))) {
            line->kind = NOTICE_MARK;
        } else if (is_number(line->text)) {
            line->kind = NOTICE_NUMBER;
        } else if (has_title && takes_off(&line->text, colons, 2)) {
            line->kind = NOTICE_ADDRESSEE;
            return i + 1;
        } else if (is_row(line->text) || has(line->text, "。") ||
                   is_date(line->text) || is_attachment(line->text) ||
                   utf8_columns(line->text) > 2 * SHORT_LINE ||
                   (has_title && reader->is_apart[i]) ||
                   (prose_next(line->text, &from, &n, &prose) &&
                    prose.level)) {
            break;
        } else {
            line->kind = NOTICE_TITLE;
            has_title = true;
        }
    }
    return i;
}

/* The last date before the first attachment's mark. */
static void
find_date(struct reader *reader, size_t from)
{
    const struct notice *notice = reader->notice;

    reader->date = notice->n_lines;
    for (size_t i = from; i < notice->n_lines; i++) {
        if (is_attachment(notice->lines[i].text) &&
            (reader->date < notice->n_lines || reader->is_apart[i])) {
            return;
        }
        if (is_date(notice->lines[i].text)) {
            reader->date = i;
        }
    }
}

/* 附件：1.…, and the lines behind it that are numbered; returns the next. */
static size_t
read_items(struct reader *reader, size_t i, size_t end)
{
    struct notice_line *lines = reader->notice->lines;
    struct str text = lines[i].text;
    size_t colon = 0;

    text = str_slice(text, STR("附件").len, text.len);
    if (!starts_with_any(text, colons, 2, &colon)) {
        return i;
    }
    text = str_trim(str_slice(text, colon, text.len));
    lines[i].kind = NOTICE_ITEM;
    lines[i].text = text;
    if (!take_number(&lines[i].text)) {
        return i + 1;
    }
    for (i++; i < end && take_number(&lines[i].text); i++) {
        lines[i].kind = NOTICE_ITEM;
    }
    return i;
}

static bool
is_issuer(const struct notice_line *line)
{
    return line->kind == NOTICE_TEXT && utf8_columns(line->text) <= SHORT_LINE &&
           !has(line->text, "。") && !has(line->text, "；") &&
           !is_row(line->text);
}

static size_t
read_body(struct reader *reader, size_t i)
{
    struct notice *notice = reader->notice;
    struct notice_line *lines = notice->lines;
    size_t end = reader->date;
    size_t from = i;

    while (i < end) {
        size_t next = str_starts_with(lines[i].text, STR("附件"))
                          ? read_items(reader, i, end)
                          : i;

        if (next > i) {
            i = next;
            continue;
        }
        if (end == notice->n_lines && reader->is_apart[i] &&
            is_attachment(lines[i].text)) {
            return i;
        }
        if (is_row(lines[i].text)) {
            lines[i].kind = NOTICE_ROW;
        } else if (is_note(lines[i].text) && i > from &&
                   lines[i - 1].kind == NOTICE_ROW) {
            lines[i].kind = NOTICE_NOTE;
        } else {
            take_text(&lines[i]);
        }
        i++;
    }
    if (end < notice->n_lines) {
        lines[end].kind = NOTICE_DATE;
        if (end > from && is_issuer(&lines[end - 1])) {
            lines[end - 1].kind = NOTICE_ISSUER;
        }
        i = end + 1;
    }
    return i;
}

static void
read_remark(struct notice_line *line)
{
    static const char *const open[] = {"（", "("};
    static const char *const close[] = {"）", ")"};
    struct str text = line->text;
    size_t len;

    if (starts_with_any(text, open, 2, &len) && takes_off(&text, close, 2)) {
        line->kind = NOTICE_REMARK;
        line->text = str_trim(str_slice(text, len, text.len));
    }
}

static void
read_attachments(struct reader *reader, size_t i)
{
    struct notice *notice = reader->notice;
    bool is_open = false;    /* an attachment has begun */
    bool has_content = false; /* its title is over */

    for (; i < notice->n_lines; i++) {
        struct notice_line *line = &notice->lines[i];

        if (is_attachment(line->text)) {
            line->kind = NOTICE_ATTACHMENT;
            is_open = true;
            has_content = false;
        } else if (!is_open) {
            take_text(line);
            read_remark(line);
        } else if (is_row(line->text)) {
            line->kind = NOTICE_ROW;
            has_content = true;
        } else if (!has_content && !has(line->text, "。") &&
                   utf8_columns(line->text) <= 2 * SHORT_LINE) {
            line->kind = NOTICE_CAPTION;
        } else if (is_note(line->text)) {
            line->kind = NOTICE_NOTE;
        } else {
            take_text(line);
            has_content = true;
        }
    }
}

static void
drop_rulers(struct notice *notice)
{
    size_t n = 0;

    for (size_t i = 0; i < notice->n_lines; i++) {
        if (notice->lines[i].kind != NOTICE_ROW ||
            !is_ruler(notice->lines[i].text)) {
            notice->lines[n++] = notice->lines[i];
        }
    }
    notice->n_lines = n;
}

bool
notice_read(struct notice *notice, const char *path, struct arena *arena,
            struct diags *diags)
{
    struct reader reader = {
        .notice = notice, .path = path, .arena = arena, .diags = diags};
    struct charset_choice choice = {NULL, NULL};
    struct location at = {.path = path};
    struct charset_text text = {.ptr = NULL};
    struct source source = {0};
    size_t next;
    bool ok;

    *notice = (struct notice){NULL, 0};
    ok = source_open(&source, path, 0, diags) &&
         charset_decode(&text, source.bytes, choice, at, arena, diags);
    source_close(&source);
    if (!ok) {
        return false;
    }
    split_lines(&reader, (struct str){text.ptr, text.len});
    if (!check_tags(&reader)) {
        return false;
    }
    next = read_head(&reader);
    find_date(&reader, next);
    next = read_body(&reader, next);
    read_attachments(&reader, next);
    drop_rulers(notice);
    return notice->n_lines > 0 || diag_error(diags, at, _("is empty"));
}
