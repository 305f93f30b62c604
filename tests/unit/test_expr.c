#include "gen/template/expr.h"

#include "gen/template/filter.h"
#include "tests/unit/unit.h"

static void
add_path(struct strbuf *sb, const struct path *path)
{
    for (size_t i = 0; i < path->n_names; i++) {
        strbuf_addf(sb, "%s%.*s", i ? "." : "", STR_ARG(path->names[i]));
    }
    if (path->n_names == 0) {
        strbuf_add_char(sb, '@');
    }
}

/* path, then each filter with its arguments: n numbers, p paths, t texts */
static void
add_expr(struct strbuf *sb, const struct expr *expr)
{
    add_path(sb, &expr->path);
    for (size_t i = 0; i < expr->n_uses; i++) {
        const struct filter_use *use = &expr->uses[i];

        strbuf_addf(sb, " %s", use->filter->name);
        for (size_t k = 0; k < use->n_arguments; k++) {
            const struct argument *argument = &use->arguments[k];

            if (argument->kind == ARGUMENT_NUMBER) {
                strbuf_addf(sb, " n%u", argument->number);
            } else if (argument->kind == ARGUMENT_PATH) {
                strbuf_add_cstr(sb, " p");
                add_path(sb, &argument->path);
            } else {
                strbuf_addf(sb, " t<%.*s>", STR_ARG(argument->text));
            }
        }
    }
}

static void
a_tag_is_a_path_and_filters(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        const char *expected;
    } cases[] = {
        {"a name", "单位", "单位"},
        {"the iterator", ".", "@"},
        {"a path", "期次.检查开始", "期次.检查开始"},
        {"blanks around the pieces", " 期次 . 期别 | count ", "期次.期别 count"},
        {"a separator", "a|join:；", "a join t<；>"},
        {"no separator", "a|join", "a join"},
        {"an empty separator", "a|join:\"\"", "a join t<>"},
        {"blanks are kept in quotes only", "a|join: 、 |count",
         "a join t<、> count"},
        {"a quoted blank", "a|join:\" \"", "a join t< >"},
        {"a quoted bar", "a|join:\"|\"|count", "a join t<|> count"},
        {"Chinese quotes", "a|join:“，”", "a join t<，>"},
        {"a closing quote on both sides", "a|join:”，”", "a join t<，>"},
        {"commas belong to the last text", "a|blank:甲,乙", "a blank t<甲,乙>"},
        {"Chinese name and signs", "a｜连接：，", "a join t<，>"},
        {"a number", "a|first:3", "a first n3"},
        {"a full-width number", "a｜前：３", "a first n3"},
        {"a path and a number", "a|percent:合计.数,2", "a percent p合计.数 n2"},
        {"a full-width comma", "a|百分比：b，2", "a percent pb n2"},
        {"an optional argument", "a|percent:b", "a percent pb"},
        {"a blank behind the comma", "a|percent: b , 2", "a percent pb n2"},
        {"a column", "a|sum: 数", "a sum t<数>"},
        {"filters in a row", "a|first:2|join:、|suffix:等|blank:无",
         "a first n2 join t<、> suffix t<等> blank t<无>"},
        {"a lone quote is a character", "a|join:\"", "a join t<\">"},
        {"many filters", "a|count|count|count|count|count",
         "a count count count count count"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct strbuf sb = {0};
        struct expr expr;
        struct str fault;

        print_message("%s\n", cases[i].name);
        assert_int_equal(
            expr_parse(str_from(cases[i].body), &arena, &expr, &fault),
            EXPR_OK);
        add_expr(&sb, &expr);
        assert_string_equal(sb.ptr, cases[i].expected);
        strbuf_clear(&sb);
        arena_clear(&arena);
    }
}

static void
a_fault_is_named(void **state)
{
    static const struct {
        const char *name;
        const char *body;
        enum expr_status status;
        const char *fault;
    } cases[] = {
        {"nothing", "", EXPR_NO_NAME, ""},
        {"only a filter", "|count", EXPR_NO_NAME, ""},
        {"a dot at the end", "a.", EXPR_BAD_NAME, "a."},
        {"two dots", "a..b", EXPR_BAD_NAME, "a..b"},
        {"an unknown filter", "a|jion:、", EXPR_UNKNOWN_FILTER, "jion"},
        {"an empty filter", "a|", EXPR_UNKNOWN_FILTER, ""},
        {"no number", "a|first", EXPR_FEW_ARGUMENTS, "first"},
        {"a word for a number", "a|first:三", EXPR_BAD_ARGUMENT, "三"},
        {"a negative number", "a|first:-1", EXPR_BAD_ARGUMENT, "-1"},
        {"a huge number", "a|first:99999", EXPR_BAD_ARGUMENT, "99999"},
        {"an argument too many", "a|count:b,c", EXPR_MANY_ARGUMENTS, "c"},
        {"two for one", "a|first:1,2", EXPR_MANY_ARGUMENTS, "2"},
        {"a path that is none", "a|percent:b.,2", EXPR_BAD_ARGUMENT, "b."},
        {"no text where one is needed", "a|blank", EXPR_FEW_ARGUMENTS,
         "blank"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct expr expr;
        struct str fault;

        print_message("%s\n", cases[i].name);
        assert_int_equal(
            expr_parse(str_from(cases[i].body), &arena, &expr, &fault),
            cases[i].status);
        assert_true(str_is(fault, cases[i].fault));
        arena_clear(&arena);
    }
}

static void
paths_are_equal_name_by_name(void **state)
{
    static const struct {
        const char *a, *b;
        bool equal;
    } cases[] = {
        {"a.b", " a . b ", true}, {"a", "a.b", false}, {"ab", "a.b", false},
        {".", ".", true},         {".", "a", false},
    };
    struct arena arena = {0};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct path a;
        struct path b;

        assert_true(path_parse(str_from(cases[i].a), &arena, &a));
        assert_true(path_parse(str_from(cases[i].b), &arena, &b));
        assert_int_equal(path_equals(&a, &b), cases[i].equal);
    }
    arena_clear(&arena);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_tag_is_a_path_and_filters),
        cmocka_unit_test(a_fault_is_named),
        cmocka_unit_test(paths_are_equal_name_by_name),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
