#include "gen/input/charset.h"

#include <string.h>

#include "tests/unit/unit.h"

enum { N_LEVEL1 = 3755 };

struct result {
    struct arena arena;
    struct diags diags;
    struct charset_text text;
    bool ok;
};

static struct result
decode(struct str bytes, const char *forced, const char *declared)
{
    struct result result = {0};

    result.ok = charset_decode(
        &result.text, bytes, (struct charset_choice){forced, declared},
        (struct location){.path = "f.csv"}, &result.arena, &result.diags);
    return result;
}

static void
clear(struct result *result)
{
    arena_clear(&result->arena);
    diags_clear(&result->diags);
}

static void
finds_the_charset_of_a_file(void **state)
{
    static const struct {
        struct str bytes;
        const char *forced;
        const char *declared;
        const char *name;
        const char *text;
        size_t n_warnings;
    } cases[] = {
        {BYTES(""), NULL, NULL, "UTF-8", "", 0},
        {BYTES("a,1\n"), NULL, NULL, "UTF-8", "a,1\n", 0},
        {BYTES("通知,你好"), NULL, NULL, "UTF-8", "通知,你好", 0},
        {BYTES("\xEF\xBB\xBF通知"), NULL, NULL, "UTF-8", "通知", 0},
        {BYTES("\xFF\xFE\x1A\x90,\0"), NULL, NULL, "UTF-16LE", "通,", 0},
        {BYTES("\xFE\xFF\x90\x1A\0,"), NULL, NULL, "UTF-16BE", "通,", 0},
        {BYTES("\x1A\x90,\0\n\0"), NULL, NULL, "UTF-16LE", "通,\n", 0},
        {BYTES("\x90\x1A\0,\0\n"), NULL, NULL, "UTF-16BE", "通,\n", 0},
        {BYTES("\xFF\xFE\x42\xD8\xB7\xDF"), NULL, NULL, "UTF-16LE", "𠮷", 0},
        {BYTES("\x84\x31\x95\x33\xCD\xA8"), NULL, NULL, "GB18030", "通", 0},
        {BYTES("\xCD\xA8\xB1\xA8"), NULL, NULL, "GB18030", "通报", 0},
        {BYTES("\xB5\xA5\xCE\xBB 80\x80"), NULL, NULL, "GB18030", "单位 80€",
         0},
        {BYTES("\xA2\xE3\xB5\xA5"), NULL, NULL, "GB18030", "€单", 0},
        {BYTES("\xB9\xFA\xAA\xA1"), NULL, NULL, "GB18030", "国\xEE\x80\x80", 0},
        {BYTES("\x95\x32\x82\x36\xBC\xAA"), NULL, NULL, "GB18030", "𠀀吉", 0},
        /* valid both ways */
        {BYTES("\xCD\xA8\xD6\xAA"), NULL, NULL, "GB18030", "通知", 1},
        {BYTES("\xCD\xA8\xD6\xAA,1\n\xCD\xA8\xD6\xAA,2\n"), NULL, NULL,
         "GB18030", "通知,1\n通知,2\n", 1},
        {BYTES("\xCD\xA8\xD6\xAA"), NULL, "gb2312", "GB18030", "通知", 0},
        {BYTES("\xCD\xA8\xD6\xAA"), "utf-8", NULL, "UTF-8", "\xCD\xA8\xD6\xAA",
         0},
        {BYTES("25\xC2\xB0"), NULL, "utf-8", "UTF-8", "25°", 0},
        {BYTES("25\xC2\xB0"), NULL, NULL, "GB18030", "25掳", 1},
        {BYTES("\xC1\xAA\xCD\xA8"), NULL, NULL, "GB18030", "联通", 0},
        /* a declared charset that lies */
        {BYTES("单位名称"), NULL, "gb2312", "UTF-8", "单位名称", 0},
        {BYTES("\xB5\xA5\xCE\xBB"), NULL, "utf-8", "GB18030", "单位", 0},
        /* mostly rare characters: Big5 */
        {BYTES("\xB3\xE6\xA6\xEC\xA6\x57\xBA\xD9"), NULL, NULL, "GB18030",
         "虫\xEF\xB8\x97\xEE\x9A\xBD嘿", 1},
        {BYTES("\xB3\xE6\xA6\xEC\xA6\x57\xBA\xD9"), "Big5", NULL, "Big5",
         "單位名稱", 0},
        {BYTES("\xB5\xA5\xCE\xBB"), "GBK", NULL, "GB18030", "单位", 0},
        {BYTES("a\0b\0"), "UTF-16LE", NULL, "UTF-16LE", "ab", 0},
        {BYTES("\xFE\xFF\0a"), "utf16", NULL, "UTF-16BE", "a", 0},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result =
            decode(cases[i].bytes, cases[i].forced, cases[i].declared);

        if (!result.ok) {
            diags_print(&result.diags, stderr, true);
        }
        assert_true(result.ok);
        assert_string_equal(result.text.name, cases[i].name);
        assert_string_equal(result.text.ptr, cases[i].text);
        assert_int_equal(result.text.len, strlen(cases[i].text));
        assert_int_equal(result.diags.n_warnings, cases[i].n_warnings);
        clear(&result);
    }
}

static void
names_the_place_of_bytes_it_cannot_read(void **state)
{
    static const struct {
        struct str bytes;
        const char *forced;
        uint32_t row, col;
        const char *message;
    } cases[] = {
        {BYTES("\xB5\xA5\n\xCE\xBB\xFF\x20"), NULL, 2, 2,
         "these bytes are not GB18030: FF 20 (at byte 6)"},
        {BYTES("\xB5\xA5\xCE"), NULL, 1, 2,
         "these bytes are not GB18030: CE (at byte 3)"},
        {BYTES("\xEF\xBB\xBF"
               "a\r\nb\xB5\xA5"),
         NULL, 2, 2, "these bytes are not UTF-8: B5 A5 (at byte 8)"},
        {BYTES("\xEF\xBB\xBF\xED\xA0\x80"), NULL, 1, 1,
         "these bytes are not UTF-8: ED A0 80 (at byte 4)"},
        {BYTES("\xFF\xFE\x1A\x90\x42\xD8,\0"), NULL, 1, 2,
         "these bytes are not UTF-16LE: 42 D8 2C 00 (at byte 5)"},
        {BYTES("\xFF\xFE\x1A\x90\x1A"), NULL, 1, 2,
         "these bytes are not UTF-16LE: 1A (at byte 5)"},
        {BYTES("a\rb\xC0\x80"), "UTF-8", 2, 2,
         "these bytes are not UTF-8: C0 80 (at byte 4)"},
        {BYTES("ab\xFF"), "Big5", 1, 3,
         "these bytes are not Big5: FF (at byte 3)"},
        {BYTES("ab"), "klingon", 0, 0, "the charset \"klingon\" is not known"},
        {BYTES("ab"), "UTF-8//IGNORE", 0, 0,
         "the charset \"UTF-8//IGNORE\" is not known"},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct result result = decode(cases[i].bytes, cases[i].forced, NULL);

        assert_false(result.ok);
        assert_int_equal(result.diags.n_errors, 1);
        assert_string_equal(result.diags.items[0].message, cases[i].message);
        assert_int_equal(result.diags.items[0].at.row, cases[i].row);
        assert_int_equal(result.diags.items[0].at.col, cases[i].col);
        clear(&result);
    }
}

/* The n-th character of GB 2312 level 1. */
static void
put_level1(char *bytes, size_t n)
{
    bytes[0] = (char)(0xB0 + n / 94);
    bytes[1] = (char)(0xA1 + n % 94);
}

/* Words of one and two characters of level 1 as whole files: read right, or
 * with a warning that names the other reading. */
static void
never_guesses_wrong_without_a_word(void **state)
{
    (void)state;
    for (size_t i = 0; i < 2 * (size_t)N_LEVEL1; i++) {
        char bytes[4];
        struct str gbk = {bytes, i < N_LEVEL1 ? 2 : 4};
        struct result expected, by_gbk, by_utf8;

        put_level1(bytes, i % N_LEVEL1);
        put_level1(bytes + 2, i * 1553 % N_LEVEL1);
        expected = decode(gbk, "GB18030", NULL);
        by_gbk = decode(gbk, NULL, NULL);
        by_utf8 = decode((struct str){expected.text.ptr, expected.text.len},
                         NULL, NULL);
        assert_true(strcmp(by_gbk.text.ptr, expected.text.ptr) == 0 ||
                    by_gbk.diags.n_warnings == 1);
        assert_string_equal(by_utf8.text.ptr, expected.text.ptr);
        clear(&expected);
        clear(&by_gbk);
        clear(&by_utf8);
    }
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_charset_of_a_file),
        cmocka_unit_test(names_the_place_of_bytes_it_cannot_read),
        cmocka_unit_test(never_guesses_wrong_without_a_word),
    };

    return cmocka_run_group_tests_name("charset", tests, NULL, NULL);
}
