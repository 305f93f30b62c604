#include "gen/template/tag.h"

#include <string.h>

#include "gen/base/strbuf.h"
#include "tests/unit/unit.h"

/* Every tag as its sign and body in brackets, what ends the search behind. */
static void
list_tags(struct strbuf *sb, struct str text, bool strict)
{
    static const char signs[] = "$&#^/>!=";
    struct delimiters delimiters = delimiters_standard;
    enum tag_status status;
    struct tag tag;
    size_t from = 0;

    while ((status = tag_next(text, from, strict, &delimiters, &tag)) ==
           TAG_FOUND) {
        strbuf_addf(sb, "[%c%.*s]", signs[tag.kind], STR_ARG(tag.body));
        assert_true(tag.start < tag.end && tag.end <= text.len);
        assert_true(tag.name >= tag.start && tag.name <= tag.end);
        from = tag.end;
    }
    if (status != TAG_NONE) {
        strbuf_addf(sb, "%s at %zu",
                    status == TAG_UNCLOSED ? "unclosed"
                    : status == TAG_STRAY  ? "stray"
                                           : "bad delimiters",
                    tag.start);
    }
}

static void
tags_are_found_as_they_are_written(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *expected;
    } cases[] = {
        {"none", "甲乙", ""},
        {"a value", "甲{{a}}乙", "[$a]"},
        {"blanks around the name", "{{  a　}}", "[$a]"},
        {"every sign", "{{#a}}{{^a}}{{/a}}{{>b}}{{!c}}{{&d}}{{{e}}}",
         "[#a][^a][/a][>b][!c][&d][&e]"},
        {"a sign behind a blank", "{{ # a}}{{ / a }}", "[#a][/a]"},
        {"full-width braces", "｛｛单位｝｝", "[$单位]"},
        {"braces of both widths", "{｛a｝}", "[$a]"},
        {"full-width signs", "｛｛＃a｝｝｛｛＾a｝｝｛｛／a｝｝｛｛＞b｝｝｛｛！c｝｝",
         "[#a][^a][/a][>b][!c]"},
        {"one brace is text", "{a} ｛b｝", ""},
        {"adjacent tags", "{{a}}{{b}}", "[$a][$b]"},
        {"other delimiters", "{{=<% %>=}}<%a%>{{b}}<%={{ }}=%>{{c}}",
         "[=<% %>=][$a][={{ }}=][$c]"},
        {"a line break in a tag", "{{a\n}}", "[$a]"},
        {"unclosed", "甲{{a", "unclosed at 3"},
        {"a single closing brace", "{{a}", "unclosed at 0"},
        {"one brace too few after three", "{{{a}}", "unclosed at 0"},
        {"an empty tag", "{{}}", "[$]"},
        {"delimiters missing", "{{=<%=}}", "bad delimiters at 0"},
        {"three delimiters", "{{=a b c=}}", "bad delimiters at 0"},
        {"the end of the text in a sign", "{{#", "unclosed at 0"},
        {"cut in the middle of a character", "{{a\xE5\x8D", "unclosed at 0"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};

        print_message("%s\n", cases[i].name);
        list_tags(&sb, str_from(cases[i].text), false);
        assert_string_equal(sb.ptr ? sb.ptr : "", cases[i].expected);
        strbuf_clear(&sb);
    }
}

static void
lone_braces_in_documents_are_faults(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *expected;
    } cases[] = {
        {"closed, never opened", "甲a}}", "stray at 4"},
        {"closed twice", "{{a}}}}", "[$a]stray at 5"},
        {"closed before the next tag", "a}}{{b}}", "stray at 1"},
        {"one closing brace, then another tag", "{{a} 元{{b}}",
         "unclosed at 0"},
        {"opened twice", "{{a {{b}}", "unclosed at 0"},
        {"three braces close three", "{{{a}}}", "[&a]"},
        {"one brace is text", "{a} 乙}", ""},
        {"a comment may hold braces", "{{! {{ }}", "[!{{]"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};

        print_message("%s\n", cases[i].name);
        list_tags(&sb, str_from(cases[i].text), true);
        assert_string_equal(sb.ptr ? sb.ptr : "", cases[i].expected);
        strbuf_clear(&sb);
    }
}

static void
kinds_say_what_a_tag_does(void **state)
{
    static const struct {
        enum tag_kind kind;
        bool opens, controls;
    } cases[] = {
        {TAG_VALUE, false, false},   {TAG_RAW, false, false},
        {TAG_SECTION, true, true},   {TAG_INVERTED, true, true},
        {TAG_CLOSE, false, true},    {TAG_PARTIAL, false, false},
        {TAG_COMMENT, false, true},  {TAG_DELIMITERS, false, true},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        assert_int_equal(tag_opens(cases[i].kind), cases[i].opens);
        assert_int_equal(tag_is_control(cases[i].kind), cases[i].controls);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tags_are_found_as_they_are_written),
        cmocka_unit_test(lone_braces_in_documents_are_faults),
        cmocka_unit_test(kinds_say_what_a_tag_does),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
