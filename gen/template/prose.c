#include "gen/template/prose.h"

static size_t
length_of_any(struct str s, const char *const *signs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (str_starts_with(s, str_from(signs[i]))) {
            return str_from(signs[i]).len;
        }
    }
    return 0;
}

/* Length of a run of Chinese numerals, or of ASCII digits, at the start. */
static size_t
numeral_length(struct str s, bool chinese)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六",
                                           "七", "八", "九", "十", "百", "〇"};
    size_t len = 0;

    for (;;) {
        struct str rest = str_slice(s, len, s.len);
        size_t n = 0;

        if (chinese) {
            n = length_of_any(rest, numerals,
                              sizeof numerals / sizeof numerals[0]);
        } else if (rest.len && rest.ptr[0] >= '0' && rest.ptr[0] <= '9') {
            n = 1;
        }
        if (n == 0) {
            return len;
        }
        len += n;
    }
}

/* （一） or （1）, brackets of either width */
static bool
is_bracketed(struct str s, bool chinese)
{
    static const char *const opening[] = {"（", "("};
    static const char *const closing[] = {"）", ")"};
    size_t open = length_of_any(s, opening, 2);
    size_t len = numeral_length(str_slice(s, open, s.len), chinese);

    return open && len &&
           length_of_any(str_slice(s, open + len, s.len), closing, 2);
}

static unsigned
heading_level(struct str s)
{
    static const char *const points[] = {".", "．", "、"};
    size_t chinese = numeral_length(s, true);
    size_t digits = numeral_length(s, false);
    struct str behind = str_slice(s, digits, s.len);
    size_t point = length_of_any(behind, points, 3);

    if (chinese && str_starts_with(str_slice(s, chinese, s.len), STR("、"))) {
        return 1;
    }
    if (is_bracketed(s, true)) {
        return 2;
    }
    if (digits && digits <= 2 && point &&
        numeral_length(str_slice(behind, point, behind.len), false) == 0) {
        return 3;
    }
    return is_bracketed(s, false) ? 4 : 0;
}

bool
prose_next(struct str text, size_t *from, unsigned *line,
           struct prose_line *out)
{
    while (*from < text.len) {
        struct str rest = str_slice(text, *from, text.len);
        struct str current = str_split(&rest, STR("\n"));
        size_t stop;

        *from += current.len + 1;
        ++*line;
        current = str_trim(current);
        if (current.len == 0) {
            continue;
        }
        stop = str_find(current, STR("。"), 0);
        *out = (struct prose_line){current, *line, heading_level(current),
                                   current.len};
        if (stop != SIZE_MAX) {
            out->heading_len = stop + STR("。").len;
        }
        return true;
    }
    return false;
}

const char *
prose_paragraph_style(unsigned level)
{
    static const char *const names[] = {"", "一级标题", "二级标题", "三级标题",
                                        "四级标题"};

    return names[level <= PROSE_LEVELS ? level : 0];
}

const char *
prose_character_style(unsigned level)
{
    static const char *const names[] = {"", "一级标题字", "二级标题字",
                                        "三级标题字", "四级标题字"};

    return names[level <= PROSE_LEVELS ? level : 0];
}
