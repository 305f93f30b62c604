#include "gen/archive/manifest.h"

#include <string.h>

#include "tests/unit/unit.h"

#define HEX "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
#define BIG "0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF"

static void
a_path_comes_back_as_it_was(void **state)
{
    static const char *const paths[] = {"data/a.txt",
                                        "data/a b  c",
                                        "data/a\nb",
                                        "data/a\rb",
                                        "data/100%",
                                        "data/%0A",
                                        "metadata/文件目录.xml"};

    (void)state;
    for (size_t i = 0; i < N_ITEMS(paths); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct strbuf sb = {0};
        struct manifest manifest;

        manifest_add(&sb, HEX, str_from(paths[i]));
        assert_true(manifest_parse(&manifest, strbuf_str(&sb),
                                   (struct location){0}, &arena, &diags));
        assert_int_equal(manifest.n_lines, 1);
        assert_non_null(manifest_find(&manifest, str_from(paths[i])));
        assert_null(manifest_find(&manifest, STR("data/x")));
        strbuf_clear(&sb);
        arena_clear(&arena);
        diags_clear(&diags);
    }
}

static void
lines_are_read_as_others_write_them(void **state)
{
    static const struct {
        const char *name;
        const char *text;
        bool ok;
        size_t n_lines;
    } cases[] = {
        {"an empty manifest lists nothing", "", true, 0},
        {"the last line feed may be missing", HEX "  a", true, 1},
        {"CR LF ends a line too", HEX "  a\r\n" HEX "  b\r\n", true, 2},
        {"capital digits are digits", BIG "  a\n", true, 1},
        {"sha256sum -b puts a star", HEX " *a\n", true, 1},
        {"a tab is white space", HEX "\ta\n", true, 1},
        {"empty lines are passed over", "\n" HEX "  a\n\n", true, 1},
        {"a digest of another length is none", "abcd  a\n", false, 0},
        {"a digest has hexadecimal digits only",
         "g123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef  a",
         false, 0},
        {"a path is needed", HEX "\n", false, 0},
        {"a path is listed once", HEX "  a\n" HEX "  a\n", false, 2},
        {"no path leaves the bag", HEX "  ../a\n", false, 0},
        {"nor in the middle", HEX "  a/../../b\n", false, 0},
        {"nor from the root", HEX "  /etc/passwd\n", false, 0},
        {"nor from a home", HEX "  ~/a\n", false, 0},
        {"the other lines count all the same", "x\n" HEX "  a\n", false, 1},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct arena arena = {0};
        struct diags diags = {0};
        struct manifest manifest;
        bool ok = manifest_parse(&manifest, str_from(cases[i].text),
                                 (struct location){0}, &arena, &diags);

        if (ok != cases[i].ok || manifest.n_lines != cases[i].n_lines ||
            (diags.n_errors == 0) != ok) {
            fail_msg("%s", cases[i].name);
        }
        arena_clear(&arena);
        diags_clear(&diags);
    }
}

int
main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_comes_back_as_it_was),
        cmocka_unit_test(lines_are_read_as_others_write_them),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
