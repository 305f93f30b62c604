/* Every example of templates/LANGUAGE.md (first argument), its errors in
 * Chinese from the catalogue (second argument: the folder it is in). */
#include <libintl.h>
#include <locale.h>
#include <stdlib.h>

#include "gen/template/filter.h"
#include "tests/unit/unit.h"

#include "tests/unit/rendering.h"
#include "tests/unit/temp.h"

#define FENCE   "\n```tongbao\n"
#define DIVIDER "\n---\n"

enum { MAX_EXAMPLES = 500 };

struct example {
    unsigned line; /* of the manual */
    struct str template, data, expected;
};

static struct str
cut(struct str *rest, struct str at)
{
    struct str piece = str_split(rest, at);

    assert_non_null(rest->ptr);
    return piece;
}

static void
prints_what_the_manual_says(void **state)
{
    static const struct str error = {"错误：", 9};
    const struct example *example = *state;
    struct rendering rendering;
    struct str got;
    bool is_error = str_starts_with(example->expected, error);
    bool is_right;

    rendering_run(&rendering, example->template, example->data);
    got = strbuf_str(&rendering.out);
    if (is_error) {
        is_right =
            !rendering.ok && str_find(got,
                                      str_slice(example->expected, error.len,
                                                example->expected.len),
                                      0) != SIZE_MAX;
    } else {
        is_right =
            rendering.ok &&
            (str_equals(got, example->expected) ||
             (str_starts_with(got, example->expected) &&
              str_is(str_slice(got, example->expected.len, got.len), "\n")));
    }
    if (!is_right) {
        print_error("line %u\n%.*s\nexpected %.*s\ngot      %.*s\n",
                    example->line, STR_ARG(example->template),
                    STR_ARG(example->expected), STR_ARG(got));
        rendering_clear(&rendering);
        fail();
    }
    rendering_clear(&rendering);
}

static void
every_filter_is_in_it_by_both_names(void **state)
{
    const struct filter *filter;

    for (size_t i = 0; (filter = filter_at(i)); i++) {
        const char *const names[] = {filter->name, filter->chinese};

        for (size_t k = 0; k < N_ITEMS(names); k++) {
            char used[40];

            snprintf(used, sizeof used, "|%s", names[k]);
            if (!strstr(*state, used)) {
                fail_msg("no example of %s", used);
            }
        }
    }
}

static size_t
find_examples(struct str manual, struct example *examples)
{
    struct str rest = manual;
    size_t n = 0;

    str_split(&rest, STR(FENCE));
    while (rest.ptr && n < MAX_EXAMPLES) {
        struct example *example = &examples[n++];

        example->line = 1;
        for (const char *p = manual.ptr; p < rest.ptr; p++) {
            example->line += *p == '\n';
        }
        example->template = cut(&rest, STR(DIVIDER));
        example->data = cut(&rest, STR(DIVIDER));
        example->expected = cut(&rest, STR("\n```\n"));
        str_split(&rest, STR(FENCE));
    }
    return n;
}

int
main(int argc, char **argv)
{
    static struct example examples[MAX_EXAMPLES];
    static struct CMUnitTest tests[MAX_EXAMPLES + 1];
    static char names[MAX_EXAMPLES][16];
    struct strbuf manual;
    size_t n;
    int failed;

    if (argc != 3) {
        return 2;
    }
    setlocale(LC_ALL, "C.UTF-8");
    setenv("LANGUAGE", "zh_CN", 1);
    bindtextdomain("tongbao", argv[2]);
    bind_textdomain_codeset("tongbao", "UTF-8");
    textdomain("tongbao");
    manual = file_read(argv[1]);
    n = find_examples(strbuf_str(&manual), examples);
    for (size_t i = 0; i < n; i++) {
        snprintf(names[i], sizeof names[i], "line %u", examples[i].line);
        tests[i] = (struct CMUnitTest){.name = names[i],
                                       .test_func = prints_what_the_manual_says,
                                       .initial_state = &examples[i]};
    }
    tests[n] =
        (struct CMUnitTest){.name = "every filter is in it",
                            .test_func = every_filter_is_in_it_by_both_names,
                            .initial_state = manual.ptr};
    failed = _cmocka_run_group_tests("manual", tests, n + 1, NULL, NULL);
    strbuf_clear(&manual);
    return failed || n == 0;
}
