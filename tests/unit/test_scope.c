#include "gen/template/scope.h"

#include "tests/unit/unit.h"

#include "tests/unit/rendering.h"

static void
names_are_looked_up_from_inside_out(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{#a}}{{x}}{{/a}}", "{\"a\":{\"x\":1},\"x\":2}", "1"},
        {"{{#a}}{{x}}{{/a}}", "{\"a\":{\"y\":1},\"x\":2}", "2"},
        {"{{#a}}{{#b}}{{x}}{{y}}{{z}}{{/b}}{{/a}}",
         "{\"a\":{\"x\":1,\"b\":{\"y\":2}},\"z\":3}", "123"},
        {"{{#a}}{{b.c}}{{/a}}", "{\"a\":{\"b\":{}},\"b\":{\"c\":1}}",
         "!“b” has no “c”"},
        {"{{a.b.c}}", "{\"a\":{\"b\":{\"c\":1}}}", "1"},
        {"{{#a}}{{.}},{{/a}}", "{\"a\":[1,\"二\",3.50]}", "1,二,3.5,"},
        {"{{#a}}{{#.}}{{.}}{{/.}};{{/a}}", "{\"a\":[[1,2],[3]]}", "12;3;"},
        {"{{#a}}{{x}}{{/a}}", "{\"a\":[{\"x\":1,\"y\":2},{\"y\":3,\"x\":4}]}",
         "14"},
        {"{{#a}}{{x}}{{/a}}", "{\"a\":[{\"x\":1},{\"y\":3}],\"x\":9}", "19"},
        {"{{a.x|join}}", "{\"a\":[{\"x\":1},{\"x\":2}]}", "1、2"},
        {"{{#a}}{{/a}}{{^a}}无{{/a}}", "{\"a\":[]}", "无"},
        {"{{#a}}有{{/a}}{{^a}}无{{/a}}", "{\"a\":0}", "无"},
        {"{{#a}}有{{/a}}{{^a}}无{{/a}}", "{\"a\":\"\"}", "无"},
        {"{{#a}}有{{/a}}{{^a}}无{{/a}}", "{\"a\":\"0\"}", "有"},
        {"{{#a}}有{{/a}}{{^a}}无{{/a}}", "{\"a\":{}}", "有"},
        {"{{#a}}{{x}}{{/a}}", "{\"a\":true,\"x\":1}", "1"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
places_in_a_section_are_known(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"{{#a}}{{序号}}{{.}} {{/a}}", "{\"a\":[\"甲\",\"乙\"]}", "1甲 2乙 "},
        {"{{#a}}{{.}}{{^@last}}、{{/@last}}{{/a}}", "{\"a\":[1,2,3]}",
         "1、2、3"},
        {"{{#a}}{{#@first}}首{{/@first}}{{@index}}{{/a}}", "{\"a\":[5,6]}",
         "首01"},
        {"{{#a}}{{序号}}{{/a}}", "{\"a\":[{\"序号\":7}]}", "7"},
        {"{{#g}}{{#m}}{{序号}}{{/m}};{{/g}}",
         "{\"g\":[{\"m\":[1,1]},{\"m\":[1]}]}", "12;1;"},
        {"{{#a}}{{#yes}}{{序号}}{{/yes}}{{/a}}",
         "{\"a\":[{\"yes\":true},{\"yes\":true}]}", "12"},
        {"{{#a}}{{.}}{{^＠last}}、{{／＠last}}{{/a}}", "{\"a\":[1,2]}", "1、2"},
        {"{{#a}}{{#r}}{{序号}}{{@last}}{{/r}}{{/a}}",
         "{\"a\":[{\"r\":{}},{\"r\":{}}]}", "12true"},
        {"{{序号}}", "{}", "!no name “序号”"},
        {"{{序号}}", "{\"序号\":3}", "3"},
        {"{{#a|fold:2}}{{序号}}{{/a}}", "{\"a\":[{\"n\":1},{\"n\":2}]}", "1"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

static void
an_unknown_name_is_an_error_with_the_nearest_one(void **state)
{
    static const struct {
        const char *template, *data, *expected;
    } cases[] = {
        {"甲{{单位名}}乙", "{\"单位\":1}", "!no name “单位名”"},
        {"甲{{单位名}}乙", "{\"单位\":1}", "!甲{{单位名}}乙"},
        {"{{单位名}}", "{\"单位\":1,\"数\":2}", "!did you mean “单位”"},
        {"{{#r}}{{单位名}}{{/r}}", "{\"r\":[{\"单位名称\":1}],\"x\":2}",
         "!did you mean “单位名称”"},
        {"{{r.单拉}}", "{\"r\":{\"单位\":1}}", "!did you mean “单位”"},
        {"{{r.单拉}}", "{\"r\":{\"单位\":1}}", "!“r” has no “单拉”"},
        {"{{r.单拉|join}}", "{\"r\":[{\"单位\":1}]}", "!did you mean “单位”"},
        {"\n\n{{x}}", "{}", "!template:3"},
        {"{{x|percent:y}}", "{\"x\":1}", "!no name “y”"},
        {"{{r}}", "{\"r\":{\"单位\":1}}", "!is a record"},
        {"{{#x}}{{/x}}", "{}", "!no name “x”"},
        {"{{^x}}{{/x}}", "{}", "!no name “x”"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        rendering_check(cases[i].template, cases[i].data, cases[i].expected);
    }
}

/* A one-row view reads as a record, a many-row one as a list. */
static void
tables_know_whether_they_are_one_row(void **state)
{
    static const struct str names[] = {{"名", 3}, {"数", 3}};
    static const struct value cells[] = {{"甲", 3, VALUE_TEXT},
                                         {"1", 1, VALUE_NUMBER},
                                         {"乙", 3, VALUE_TEXT},
                                         {"2", 1, VALUE_NUMBER}};
    static const struct {
        const char *template;
        size_t n_rows;
        bool is_record;
        const char *expected;
    } cases[] = {
        {"{{t.名}}", 1, true, "甲"},
        {"[{{t.名}}]", 0, true, "[]"},
        {"{{t.名}}", 1, false, "!is a list"},
        {"{{t.名|join}}", 2, false, "甲、乙"},
        {"{{#t}}{{名}}{{数}}{{/t}}", 2, false, "甲1乙2"},
        {"{{#t|first:1}}{{名}}{{/t}}", 2, false, "甲"},
        {"{{t|count}}{{t|sum:数}}", 2, false, "23"},
        {"{{#t|fold:2}}{{名}}{{2.名}}{{/t}}", 2, false, "甲乙"},
        {"{{t.明|join}}", 2, false, "!“t” has no “明”"},
        {"{{t}}", 2, false, "!is a list"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct rowset rows = {names, 2, cells, cases[i].n_rows,
                              cases[i].is_record};
        const struct str root_names[] = {{"t", 1}};
        const struct value root_values[] = {value_table(&rows)};
        const struct record record = {root_names, root_values, 1};
        const struct value root = value_record(&record);
        struct arena arena = {0};
        struct diags diags = {0};
        struct strbuf out = {0};
        struct evaluator evaluator = {.arena = &arena};
        struct text_options options = {NULL, false};
        struct dataset dataset;
        struct scope scope = json_data_scope(&root, &dataset);
        struct node *tree = text_parse(str_from(cases[i].template),
                                       "template", 1, &arena, &diags);

        print_message("%s\n", cases[i].template);
        if (text_render(&out, tree, &scope, &evaluator, &options, &diags)) {
            assert_string_equal(out.ptr, cases[i].expected);
        } else {
            assert_int_equal(cases[i].expected[0], '!');
            assert_non_null(
                strstr(diags.items[0].message, cases[i].expected + 1));
        }
        strbuf_clear(&out);
        evaluator_clear(&evaluator);
        diags_clear(&diags);
        arena_clear(&arena);
    }
}

/* Memory must not grow with the number of passes. */
static void
a_long_section_keeps_its_memory(void **state)
{
    struct rendering rendering;
    struct strbuf json = {0};

    (void)state;
    strbuf_add_cstr(&json, "{\"a\":[0");
    for (int i = 0; i < 20000; i++) {
        strbuf_add_cstr(&json, ",1");
    }
    strbuf_add_cstr(&json, "]}");
    rendering_run(&rendering,
                  STR("{{#a}}{{序号|prefix:第}}{{^.|prefix:x|prefix:y}}"
                      "{{/.|prefix:x|prefix:y}}{{/a}}"),
                  strbuf_str(&json));
    assert_true(rendering.ok);
    assert_true(arena_size(&rendering.temporary) < 100000);
    rendering_clear(&rendering);
    strbuf_clear(&json);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_looked_up_from_inside_out),
        cmocka_unit_test(places_in_a_section_are_known),
        cmocka_unit_test(an_unknown_name_is_an_error_with_the_nearest_one),
        cmocka_unit_test(tables_know_whether_they_are_one_row),
        cmocka_unit_test(a_long_section_keeps_its_memory),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
