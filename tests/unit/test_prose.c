#include "gen/template/prose.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/unit.h"

static void
headings_are_told_by_their_numbers(void **state)
{
    static const struct {
        const char *name;
        const char *line;
        unsigned level;
        const char *heading; /* what of the line is the heading */
    } cases[] = {
        {"first level", "一、总体情况", 1, "一、总体情况"},
        {"two numerals", "十二、其他", 1, "十二、其他"},
        {"second level", "（一）网站", 2, "（一）网站"},
        {"second level, ASCII brackets", "(二)网站", 2, "(二)网站"},
        {"third level", "1.更新不及时", 3, "1.更新不及时"},
        {"third level, full-width point", "2．更新", 3, "2．更新"},
        {"third level, comma", "3、更新", 3, "3、更新"},
        {"fourth level", "（1）首页", 4, "（1）首页"},
        {"run-in", "（一）网站。共有三家。", 2, "（一）网站。"},
        {"a decimal is no heading", "1.5个百分点", 0, NULL},
        {"a year is no heading", "2021.第四季度", 0, NULL},
        {"text", "全市共有三家。", 0, NULL},
        {"a count in words", "一是更新", 0, NULL},
        {"an empty bracket", "（）无", 0, NULL},
        {"a bracket never closed", "（一", 0, NULL},
        {"indented", "\xE3\x80\x80\xE3\x80\x80一、总体", 1, "一、总体"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct prose_line line;
        size_t from = 0;
        unsigned n = 0;

        print_message("%s\n", cases[i].name);
        assert_true(prose_next(str_from(cases[i].line), &from, &n, &line));
        assert_int_equal(line.level, cases[i].level);
        if (cases[i].heading) {
            assert_true(str_is(str_slice(line.text, 0, line.heading_len),
                               cases[i].heading));
        }
        assert_false(prose_next(str_from(cases[i].line), &from, &n, &line));
    }
}

static void
lines_become_paragraphs(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        const char *expected; /* number and text of each */
    } cases[] = {
        {"none", "", ""},
        {"only blanks", " \n\t\n\xE3\x80\x80\n", ""},
        {"one without its end", "甲", "1甲;"},
        {"one with its end", "甲\n", "1甲;"},
        {"empty lines between", "甲\n\n\n乙\n", "1甲;4乙;"},
        {"ends of Windows", "甲\r\n乙\r\n", "1甲;2乙;"},
        {"a byte order mark", "\xEF\xBB\xBF甲", "1甲;"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct prose_line line;
        char got[100] = "";
        size_t from = 0;
        unsigned n = 0;

        print_message("%s\n", cases[i].name);
        while (prose_next(str_from(cases[i].text), &from, &n, &line)) {
            size_t len = strlen(got);

            snprintf(got + len, sizeof got - len, "%u%.*s;", line.line,
                     STR_ARG(line.text));
        }
        assert_string_equal(got, cases[i].expected);
    }
}

static void
styles_have_the_names_of_the_levels(void **state)
{
    (void)state;
    assert_string_equal(prose_paragraph_style(1), "一级标题");
    assert_string_equal(prose_paragraph_style(4), "四级标题");
    assert_string_equal(prose_character_style(2), "二级标题字");
    assert_string_equal(prose_paragraph_style(9), "");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headings_are_told_by_their_numbers),
        cmocka_unit_test(lines_become_paragraphs),
        cmocka_unit_test(styles_have_the_names_of_the_levels),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
