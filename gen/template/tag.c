#include "gen/template/tag.h"

const struct delimiters delimiters_standard = {{"{{", 2}, {"}}", 2}};

static bool
is_standard(const struct delimiters *delimiters)
{
    return str_is(delimiters->open, "{{") && str_is(delimiters->close, "}}");
}

/* Length of a brace, ASCII or full-width, at p; 0 if there is none. */
static size_t
brace_length(struct str text, size_t at, bool closing)
{
    struct str rest = str_slice(text, at, text.len);

    if (str_starts_with(rest, closing ? STR("}") : STR("{"))) {
        return 1;
    }
    return str_starts_with(rest, closing ? STR("\uFF5D") : STR("\uFF5B")) ? 3
                                                                          : 0;
}

/* Where n braces in a row begin at or after from; *len is their length. */
static size_t
find_braces(struct str text, size_t from, bool closing, size_t *len)
{
    for (size_t at = from; at < text.len; at++) {
        size_t first = brace_length(text, at, closing);
        size_t second = first ? brace_length(text, at + first, closing) : 0;

        if (second) {
            *len = first + second;
            return at;
        }
    }
    return SIZE_MAX;
}

static size_t
find_delimiter(struct str text, size_t from, bool closing,
               const struct delimiters *delimiters, size_t *len)
{
    struct str wanted = closing ? delimiters->close : delimiters->open;

    if (is_standard(delimiters)) {
        return find_braces(text, from, closing, len);
    }
    *len = wanted.len;
    return str_find(text, wanted, from);
}

/* The sign behind the opening delimiter, *len its length in bytes. */
static enum tag_kind
read_sign(struct str text, size_t at, size_t *len)
{
    static const struct {
        const char *sign;
        enum tag_kind kind;
    } signs[] = {
        {"{", TAG_RAW},           {"&", TAG_RAW},
        {"#", TAG_SECTION},       {"\uFF03", TAG_SECTION},
        {"^", TAG_INVERTED},      {"\uFF3E", TAG_INVERTED},
        {"/", TAG_CLOSE},         {"\uFF0F", TAG_CLOSE},
        {">", TAG_PARTIAL},       {"\uFF1E", TAG_PARTIAL},
        {"!", TAG_COMMENT},       {"\uFF01", TAG_COMMENT},
        {"=", TAG_DELIMITERS},    {"\uFF1D", TAG_DELIMITERS},
    };
    struct str rest = str_slice(text, at, text.len);

    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        if (str_starts_with(rest, str_from(signs[i].sign))) {
            *len = str_from(signs[i].sign).len;
            return signs[i].kind;
        }
    }
    *len = 0;
    return TAG_VALUE;
}

static size_t
skip_blanks(struct str text, size_t at)
{
    while (at < text.len) {
        uint32_t code;
        size_t n =
            utf8_decode(text.ptr + at, text.ptr + text.len, &code);

        if (n == 0 || !utf8_is_blank(code)) {
            break;
        }
        at += n;
    }
    return at;
}

/* {{=<% %>=}} */
static bool
read_delimiters(struct str body, struct delimiters *delimiters)
{
    struct str rest = str_trim(body);
    struct delimiters read;

    read.open = str_split(&rest, STR(" "));
    read.close = str_trim(rest);
    if (read.open.len == 0 || read.close.len == 0 ||
        str_find(read.close, STR(" "), 0) != SIZE_MAX ||
        str_find(read.open, STR("="), 0) != SIZE_MAX) {
        return false;
    }
    *delimiters = read;
    return true;
}

static bool
has_stray_close(struct str text, size_t from, size_t to,
                const struct delimiters *delimiters, struct tag *tag)
{
    size_t len;
    size_t at = find_delimiter(str_slice(text, 0, to), from, true, delimiters,
                               &len);

    if (at != SIZE_MAX) {
        tag->start = at;
        tag->end = at + len;
        return true;
    }
    return false;
}

enum tag_status
tag_next(struct str text, size_t from, bool strict,
         struct delimiters *delimiters, struct tag *tag)
{
    size_t open_len;
    size_t sign_len;
    size_t close_len;
    size_t close;
    size_t open = find_delimiter(text, from, false, delimiters, &open_len);

    if (strict && has_stray_close(text, from, open, delimiters, tag)) {
        return TAG_STRAY;
    }
    if (open == SIZE_MAX) {
        return TAG_NONE;
    }
    tag->start = open;
    tag->end = text.len;
    tag->kind = read_sign(text, skip_blanks(text, open + open_len), &sign_len);
    tag->name = skip_blanks(text, open + open_len) + sign_len;
    if (sign_len == 1 && text.ptr[tag->name - 1] == '{' &&
        !is_standard(delimiters)) {
        tag->kind = TAG_VALUE; /* braces mean nothing special then */
        tag->name -= sign_len;
    }
    close = find_delimiter(text, tag->name, true, delimiters, &close_len);
    if (close == SIZE_MAX) {
        return TAG_UNCLOSED;
    }
    tag->body = str_slice(text, tag->name, close);
    tag->end = close + close_len;
    if (strict && tag->kind != TAG_COMMENT &&
        find_delimiter(str_slice(text, 0, close), tag->name, false,
                       delimiters, &open_len) != SIZE_MAX) {
        tag->end = tag->name; /* the next tag's closing one was found */
        return TAG_UNCLOSED;
    }
    if (tag->kind == TAG_RAW && text.ptr[tag->name - 1] == '{') {
        size_t third = brace_length(text, tag->end, true);

        if (third == 0) {
            return TAG_UNCLOSED;
        }
        tag->end += third;
    } else if (tag->kind == TAG_DELIMITERS) {
        if (!str_ends_with(tag->body, STR("=")) ||
            !read_delimiters(str_slice(tag->body, 0, tag->body.len - 1),
                             delimiters)) {
            return TAG_BAD_DELIMITERS;
        }
    }
    tag->name = skip_blanks(text, tag->name);
    tag->body = str_trim(tag->body);
    return TAG_FOUND;
}

bool
tag_opens(enum tag_kind kind)
{
    return kind == TAG_SECTION || kind == TAG_INVERTED;
}

bool
tag_is_control(enum tag_kind kind)
{
    return kind != TAG_VALUE && kind != TAG_RAW && kind != TAG_PARTIAL;
}
