#include "gen/template/lint.h"

#include "tests/unit/unit.h"

#include "tests/unit/rendering.h"
#include "tests/unit/temp.h"
#include "tests/unit/word.h"

#define DATA                                                                   \
    "{\"期次\":{\"期别\":\"2021年\",\"开始\":\"2021-01-01\"},"          \
    "\"网站\":[{\"单位\":\"甲\",\"得分\":9,\"组\":1}],"                \
    "\"组\":[{\"组\":1,\"名\":\"县区\"}],"                                \
    "\"名单\":[\"甲\"],\"无\":[],\"数\":3,"                               \
    "\"文件\":{\"a\":{\"号\":1}}}"

/* Findings one a line, without their places. */
static void
lint(struct strbuf *out, const char *text, const char *row)
{
    struct arena arena = {0};
    struct diags diags = {0};
    struct lint lint = {.arena = &arena, .diags = &diags};
    struct dataset dataset;
    struct value root;
    struct node *tree = text_parse(str_from(text), "t", 1, &arena, &diags);
    struct form form;
    bool ok;

    assert_non_null(tree);
    assert_true(json_data_parse(STR(DATA), "d", &root, &arena, &diags));
    json_data_scope(&root, &dataset);
    lint.data = &dataset;
    if (row) {
        struct value value;

        assert_true(value_member(root, str_from(row), &value));
        form = form_of(value, &arena);
        form = form_item(&form);
    }
    ok = lint_tree(&lint, tree, row ? &form : NULL);
    assert_int_equal(ok, diags.n_errors == 0);
    for (size_t i = 0; i < diags.n_items; i++) {
        strbuf_addf(out, "%s%s%s%s", i ? "\n" : "", diags.items[i].message,
                    diags.items[i].advice ? "; " : "",
                    diags.items[i].advice ? diags.items[i].advice : "");
    }
    diags_clear(&diags);
    arena_clear(&arena);
}

static void
every_fault_is_found_without_data(void **state)
{
    static const struct {
        const char *name;
        const char *template;
        const char *row;
        const char *expected; /* a part of the findings; NULL: none */
    } cases[] = {
        {"a record's column", "{{期次.期别}}", NULL, NULL},
        {"columns in a section", "{{#网站}}{{单位}}{{期次.期别}}{{/网站}}",
         NULL, NULL},
        {"positions",
         "{{#网站}}{{序号}}{{#@first}}{{@index}}{{/@first}}{{/网站}}", NULL,
         NULL},
        {"a position outside", "{{@last}}", NULL, "no name “@last”"},
        {"an unknown name", "{{网战}}", NULL,
         "there is no name “网战” (in “{{网战}}”); did you mean “网站”?"},
        {"an unknown column", "{{期次.期}}", NULL,
         "“期次” has no “期” (in “{{期次.期}}”)"},
        {"an unknown column in a section", "{{#网站}}{{单拉}}{{/网站}}", NULL,
         "did you mean “单位”?"},
        {"rows as a value", "{{网站}}", NULL, "is a list, not a single value"},
        {"a column of rows as a value", "{{网站.单位}}", NULL,
         "is a list, not a single value"},
        {"a record as a value", "{{期次}}", NULL, "is a record"},
        {"a column joined", "{{网站.单位|first:2|prefix:x|join:、}}", NULL,
         NULL},
        {"rows joined", "{{网站|join}}", NULL,
         "“join” needs one column of the rows"},
        {"a list fixed", "{{名单|fixed:1}}", NULL,
         "“fixed” works on a single value"},
        {"a sum over a column", "{{网站|sum:得分}}{{网站.得分|avg}}", NULL,
         NULL},
        {"a sum over an unknown column", "{{网站|sum:得份}}", NULL,
         "“sum” has no “得份”"},
        {"a sum over rows", "{{网站|sum}}", NULL, "needs one column"},
        {"a column of a list", "{{名单|sum:得分}}", NULL, "there are no rows"},
        {"each", "{{网站|each:单位,得分,分}}", NULL, NULL},
        {"each of an unknown column", "{{网站|each:单位,分,分}}", NULL,
         "has no “分”"},
        {"each over a list", "{{名单|each:a,b,c}}", NULL, "works on rows"},
        {"a path argument", "{{数|percent:数}}{{数|percent:100}}", NULL, NULL},
        {"an unknown path argument", "{{数|percent:书}}", NULL, "no name “书”"},
        {"fold", "{{#网站|fold:2}}{{单位}}{{2.单位}}{{/网站}}", NULL, NULL},
        {"beyond the folds", "{{#网站|fold:2}}{{3.单位}}{{/网站}}", NULL,
         "no name “3”"},
        {"an unknown column of a fold", "{{#网站|fold:2}}{{2.单}}{{/网站}}",
         NULL, "has no “单”"},
        {"by", "{{#组}}{{#网站|by:组}}{{名}}{{单位}}{{/网站}}{{/组}}", NULL,
         NULL},
        {"by a column of neither", "{{#组}}{{#网站|by:名}}{{/网站}}{{/组}}",
         NULL, "“by” has no “名”"},
        {"by several", "{{#组}}{{#网站|by:组,单位}}{{名}}{{/网站}}{{/组}}", NULL,
         "“单位”"},
        {"groups", "{{#网站|group:组}}{{组}}{{#组内}}{{单位}}{{/组内}}"
                   "{{组内|sum:得分}}{{/网站}}", NULL, NULL},
        {"groups of an unknown column", "{{#网站|group:分}}{{/网站}}", NULL,
         "“group” has no “分”"},
        {"a column outside its group", "{{#网站|group:组}}{{单位}}{{/网站}}",
         NULL, "no name “单位”"},
        {"an unknown column in a group",
         "{{#网站|group:组}}{{#组内}}{{单拉}}{{/组内}}{{/网站}}", NULL,
         "did you mean “单位”"},
        {"a list's items", "{{#名单}}{{.}}{{/名单}}", NULL, NULL},
        {"rows' items as values", "{{#网站}}{{.}}{{/网站}}", NULL,
         "is a record"},
        {"a condition is transparent", "{{#数}}{{期次.期别}}{{/数}}", NULL,
         NULL},
        {"inverted", "{{^网站}}{{单位}}{{/网站}}", NULL, "no name “单位”"},
        {"counted", "{{#网站|count}}{{单位}}{{/网站}}", NULL, "no name “单位”"},
        {"an empty list may hold anything", "{{#无}}{{什么}}{{/无}}", NULL,
         NULL},
        {"records in records", "{{文件.a.号}}", NULL, NULL},
        {"an unknown one", "{{文件.b.号}}", NULL, "“文件” has no “b”"},
        {"the row of a check", "{{单位}}有{{得分}}分", "网站", NULL},
        {"not in the row of a check", "{{名}}", "网站", "no name “名”"},
        {"all of them in one run", "{{甲甲}}{{乙乙}}{{#丙丙}}{{丁丁}}{{/丙丙}}",
         NULL, "\nthere is no name “丙丙”"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct strbuf got = {0};

        print_message("%s\n", cases[i].name);
        lint(&got, cases[i].template, cases[i].row);
        if (cases[i].expected) {
            assert_non_null(got.ptr);
            assert_non_null(strstr(got.ptr, cases[i].expected));
        } else {
            assert_string_equal(got.ptr ? got.ptr : "", "");
        }
        strbuf_clear(&got);
    }
}

static void
uses_of_names_are_remembered(void **state)
{
    static const struct {
        const char *template;
        const char *name, *member; /* NULL: the whole */
        bool used;
    } cases[] = {
        {"{{期次.期别}}", "期次", "期别", true},
        {"{{期次.期别}}", "期次", NULL, true},
        {"{{期次.期别}}", "期次", "开始", false},
        {"{{#期次}}{{开始}}{{/期次}}", "期次", "开始", true},
        {"{{#网站}}{{单位}}{{/网站}}", "网站", "单位", true},
        {"{{网站|sum:得分}}", "网站", "得分", true},
        {"{{数|percent:期次.期别}}", "期次", "期别", true},
        {"{{^网站}}x{{/网站}}", "网站", NULL, true},
        {"x", "网站", NULL, false},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct lint lint = {.arena = &arena, .diags = &diags};
        struct dataset dataset;
        struct value root;

        print_message("%s\n", cases[i].template);
        json_data_parse(STR(DATA), "d", &root, &arena, &diags);
        json_data_scope(&root, &dataset);
        lint.data = &dataset;
        lint_tree(
            &lint,
            text_parse(str_from(cases[i].template), "t", 1, &arena, &diags),
            NULL);
        assert_int_equal(lint_uses(&lint, str_from(cases[i].name),
                                   cases[i].member ? str_from(cases[i].member)
                                                   : (struct str){NULL, 0}),
                         cases[i].used);
        diags_clear(&diags);
        arena_clear(&arena);
    }
}

/* A faulty document's names are read all the same. */
static void
faulty_documents_are_read_to_the_end(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        size_t n_errors, n_warnings;
        const char *last;
    } cases[] = {
        {"sound", P("{{期次.期别}}"), 0, 0, NULL},
        {"a crossed section",
         P("{{#网站}}{{#组}}{{单位}}{{/网站}}{{/组}}") P("{{甲甲}}"), 3, 0,
         "甲甲"},
        {"an open section", P("{{#网站}}{{单位}}") P("{{甲甲}}"), 2, 0, "甲甲"},
        {"a faulty section", P("{{#网站|x}}{{不知}}{{/网站}}") P("{{甲甲}}"), 2,
         0, "甲甲"},
        {"a faulty value", P("{{网站|x}}") P("{{甲甲}}"), 2, 0, "甲甲"},
        {"one brace", P("{期次}"), 0, 2, "a single brace"},
        {"one closing brace too few", P("{{期次.期别} 年") P("{{数}}"), 1, 1,
         "a single brace"},
        {"full-width braces alone", P("｛期次｝"), 0, 2, "a single brace"},
        {"two braces are a tag", P("{{数}}{{！ {} }}"), 0, 0, NULL},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct word word = {.body = cases[i].body};
        struct arena arena = {0};
        struct diags diags = {0};
        struct lint lint = {.arena = &arena, .diags = &diags};
        struct template template;
        struct dataset dataset;
        struct value root;
        struct temp temp;
        struct template_source source = {.lints = true};

        print_message("%s\n", cases[i].name);
        temp_init(&temp);
        source.path = temp_path(&temp, "t.docx");
        word_write(source.path, &word);
        json_data_parse(STR(DATA), "d", &root, &arena, &diags);
        json_data_scope(&root, &dataset);
        lint.data = &dataset;
        template_read(&template, &source, &arena, &diags);
        lint_template(&lint, &template);
        diags_print(&diags, stderr, true);
        assert_int_equal(diags.n_errors, cases[i].n_errors);
        assert_int_equal(diags.n_warnings, cases[i].n_warnings);
        assert_true(
            !cases[i].last ||
            strstr(diags.items[diags.n_items - 1].message, cases[i].last));
        temp_clear(&temp);
        diags_clear(&diags);
        arena_clear(&arena);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_fault_is_found_without_data),
        cmocka_unit_test(uses_of_names_are_remembered),
        cmocka_unit_test(faulty_documents_are_read_to_the_end),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
