#include "gen/bulletin/notice.h"

#include <stdio.h>
#include <string.h>

#include "tests/unit/temp.h"
#include "tests/unit/unit.h"

/* One letter a line: what it was taken for. */
static char
letter(enum notice_kind kind)
{
    static const char letters[] = "M#TAHPCIUDRX^|N";

    return letters[kind];
}

static void
check(const char *name, const char *text, const char *expected)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct notice notice;
    char got[64] = "";
    struct temp temp;
    FILE *file;

    temp_init(&temp);
    temp_path(&temp, "notice.txt");
    file = fopen(temp.path, "w");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
    if (notice_read(&notice, temp.path, &arena, &diags)) {
        assert_true(notice.n_lines < sizeof got);
        for (size_t i = 0; i < notice.n_lines; i++) {
            got[i] = letter(notice.lines[i].kind);
        }
    } else {
        strcpy(got, "!");
    }
    if (strcmp(got, expected) != 0) {
        print_error("%s\nexpected %s\ngot      %s\n", name, expected, got);
        fail();
    }
    diags_clear(&diags);
    arena_clear(&arena);
    temp_clear(&temp);
}

static void
lines_are_told_by_form_and_place(void **state)
{
    static const struct {
        const char *name, *text, *expected;
    } cases[] = {
        {"a whole notice",
         "某市人民政府文件\n某政〔2024〕5号\n\n某市人民政府\n关于检查的通报\n\n"
         "各县区：\n　　正文。\n一、情况\n（一）网站。都好。\n（联系人：×××）\n"
         "附件：1.甲表\n2.乙表\n\n某市人民政府\n2024年4月3日\n（公开）\n"
         "附件1\n甲表\n序号\t名称\n1\t甲\n注：略\n附件2\n乙表\n",
         "M#TTAPHHCIIUDRX^||NX^"},
        {"no addressee", "检查情况通报\n全市都好。\n某局\n2024-4-3\n", "TPUD"},
        {"a title, then a short line", "通报\n\n各单位\n", "TP"},
        {"a heading ends the title", "通报\n一、情况\n", "TH"},
        {"no signature", "通报\n好。\n\n附件1\n表\n一\t二\n", "TPX^|"},
        {"one attachment", "通报\n好。\n附件：甲表\n某局\n2024年4月3日\n附件\n甲表\n",
         "TPIUDX^"},
        {"a date in a tag",
         "通报\n好。\n某局\n{{期次.成文日期|date:年月日}}\n", "TPUD"},
        {"a date in the text is none", "通报\n2024年4月3日检查。\n好。\n", "TPP"},
        {"a sentence is no issuer", "通报\n好。\n都好。\n2024年4月3日\n", "TPPD"},
        {"pipes in tags are no table", "通报\n共{{a|join:、}}{{b|count}}家。\n", "TP"},
        {"a table in the text", "通报\n如下。\n|甲|乙|\n|--|--|\n|1|2|\n好。\n",
         "TP||P"},
        {"half-width colons", "通报\n各县区:\n好。\n附件:1.甲\n2.乙\n", "TAPII"},
        {"a tag left open", "通报\n共{{a家。\n", "!"},
        {"nothing", "\n \n", "!"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        check(cases[i].name, cases[i].text, cases[i].expected);
    }
}

static void
rows_are_cut_into_cells(void **state)
{
    static const struct {
        const char *row;
        size_t n;
        const char *cells; /* joined by / */
    } cases[] = {
        {"甲\t乙", 2, "甲/乙"},
        {"\t甲\t", 3, "/甲/"},
        {"|甲| 乙 |", 2, "甲/乙"},
        {"甲|乙|", 2, "甲/乙"},
        {"| |甲|", 2, "/甲"},
        {"|{{a|join:、}}|{{b}}|", 2, "{{a|join:、}}/{{b}}"},
        {"{{a|x}}|{{b|y}}", 2, "{{a|x}}/{{b|y}}"},
        {"一|二\t三", 2, "一|二/三"},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf sb = {0};
        size_t n;
        struct str *cells = notice_cells(str_from(cases[i].row), &n, &arena);

        for (size_t k = 0; k < n; k++) {
            strbuf_add_cstr(&sb, k ? "/" : "");
            strbuf_add(&sb, cells[k]);
        }
        strbuf_add_char(&sb, '\0');
        assert_int_equal(n, cases[i].n);
        assert_string_equal(sb.ptr, cases[i].cells);
        strbuf_clear(&sb);
    }
    arena_clear(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_told_by_form_and_place),
        cmocka_unit_test(rows_are_cut_into_cells),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
