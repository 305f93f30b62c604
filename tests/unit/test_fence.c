#include "gen/opc/fence.h"

#include <string.h>

#include "gen/base/strbuf.h"
#include "tests/unit/unit.h"

static const struct fence_limits small = {
    .depth = 3, .attributes = 2, .name = 8, .token = 24, .text = 6};

/* Fed whole, and again byte by byte behind the first piece. */
static void
assert_fault(const char *what, struct str bytes, size_t first,
             enum fence_fault want)
{
    struct fence whole = {.limits = &small};
    struct fence pieces = {.limits = &small};
    enum fence_fault fault = fence_feed(&pieces, str_slice(bytes, 0, first));

    for (size_t i = first; i < bytes.len && fault == FENCE_OK; i++) {
        fault = fence_feed(&pieces, str_slice(bytes, i, i + 1));
    }
    if (fence_feed(&whole, bytes) != want || fault != want) {
        fail_msg("%s: %d in pieces, not %d", what, (int)fault, (int)want);
    }
}

static void
every_limit_holds_at_l_and_l_plus_one(void **state)
{
    static const struct {
        const char *what;
        const char *text;
        enum fence_fault fault;
    } cases[] = {
        {"depth 3", "<a><b><c/></b></a>", FENCE_OK},
        {"depth 3, open", "<a><b><c></c></b></a>", FENCE_OK},
        {"depth 4", "<a><b><c><d/></c></b></a>", FENCE_OK},
        {"depth 4, open", "<a><b><c><d></d></c></b></a>", FENCE_DEPTH},
        {"siblings are not depth", "<a><b></b><b></b><b></b></a>", FENCE_OK},
        {"slash in a value is no end", "<a b='/'><b c='/'><c><d>", FENCE_DEPTH},
        {"2 attributes", "<a b='1' c='2'/>", FENCE_OK},
        {"3 attributes", "<a b='1' c='2' d=''/>", FENCE_ATTRIBUTES},
        {"equals signs in a value", "<a b='==' c=\"='='\"/>", FENCE_OK},
        {"next tag counts anew", "<a b='1'><b c='1' d='2'/>", FENCE_OK},
        {"name of 8", "<abcdefgh>", FENCE_OK},
        {"name of 9", "<abcdefghi>", FENCE_NAME},
        {"attribute name of 9", "<a bcdefghij=''>", FENCE_NAME},
        {"tag of 24", "<a b='0123456789abcdef'>", FENCE_OK},
        {"tag of 25", "<a b='0123456789abcdefg'>", FENCE_TOKEN},
        {"unclosed value", "<a b='0123456789abcdefghijk", FENCE_TOKEN},
        {"comment of 24", "<!-- 0123456789abcde -->", FENCE_OK},
        {"comment of 26", "<!-- 0123456789abcdefg -->", FENCE_TOKEN},
        {"instruction of 26", "<?x 0123456789abcdefghi ?>", FENCE_TOKEN},
        {"text of 6", "<a>123456</a>", FENCE_OK},
        {"text of 7", "<a>1234567</a>", FENCE_TEXT},
        {"a comment does not split it", "<a>1234<!-- -->567</a>", FENCE_TEXT},
        {"a tag does", "<a>1234<b/>567</a>", FENCE_OK},
        {"CDATA is text", "<a><![CDATA[123456789]]></a>", FENCE_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        assert_fault(cases[i].what, str_from(cases[i].text), 2, cases[i].fault);
    }
}

static void
markup_in_comments_and_cdata_is_not_counted(void **state)
{
    static const struct fence_limits wide = {3, 2, 8, 200, 200};
    static const struct {
        const char *text;
        enum fence_fault fault;
    } cases[] = {
        {"<a><!-- <b><b><b><b><b> --></a>", FENCE_OK},
        {"<a><![CDATA[<b><b><b><!DOCTYPE x>]]></a>", FENCE_OK},
        {"<a><?p <b><b><b><b>?></a>", FENCE_OK},
        {"<!--><b><b><b><b>--><a/>", FENCE_OK},
        {"<!-----><a><b><c><d>", FENCE_DEPTH},
        {"<a><![CDATA[]]]]><b><c><d>", FENCE_DEPTH},
        {"<!DOCTYPE a>", FENCE_DTD},
        {"<?xml version='1.0'?>\n<!-- --><!DOCTYPE a [<!ENTITY b 'c'>]><a/>",
         FENCE_DTD},
        {"<a><!ENTITY b></a>", FENCE_DTD},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct fence fence = {.limits = &wide};

        assert_int_equal(fence_feed(&fence, str_from(cases[i].text)),
                         cases[i].fault);
    }
}

static void
encodings_are_known_and_not_contradicted(void **state)
{
    static const struct fence_limits wide = {3, 2, 8, 200, 200};
    const struct {
        struct str bytes;
        enum fence_fault fault;
    } cases[] = {
        {STR("<?xml version='1.0' encoding='utf-8'?><a/>"), FENCE_OK},
        {STR("\xEF\xBB\xBF<?xml version='1.0'?><a/>"), FENCE_OK},
        {STR("<?xml version='1.0' encoding = \"GB2312\"?><a/>"), FENCE_OK},
        {STR("<?xml version='1.0' encoding='big5'?><a/>"), FENCE_ENCODING},
        {STR("<?xml version='1.0' encoding='UTF-7'?><a/>"), FENCE_ENCODING},
        {STR("<?xml version='1.0' encoding='UTF-16'?><a/>"), FENCE_ENCODING},
        {STR("\xEF\xBB\xBF<?xml version='1.0' encoding='GBK'?><a/>"),
         FENCE_ENCODING},
        {STR("<?xml version='1.0' encoding='UTF-8'"), FENCE_ENCODING},
        {STR("<\0a\0/\0>\0"), FENCE_OK},
        {STR("\xFF\xFE<\0a\0/\0>\0"), FENCE_OK},
        {STR("\0<\0!\0D\0O"), FENCE_DTD},
        {STR("\xFE\xFF\0<\0!\0D\0O"), FENCE_DTD},
        {STR("<\0\0\0a\0\0\0"), FENCE_BINARY},
        {STR("\x4C\x6F\xA7\x94"), FENCE_BINARY},
        {STR("<a>\0</a>"), FENCE_BINARY},
        {STR("PK\3\4"), FENCE_BINARY},
        {STR("<?xml version='1.0' encoding='GBK'?>"
             "<a><![CDATA[\x81]]><a><a><a>]]></a>"),
         FENCE_OK},
        {STR("<?xml version='1.0' encoding='GBK'?><a>\x81<b><b><b>"),
         FENCE_DEPTH},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        struct fence fence = {.limits = &wide};

        assert_int_equal(fence_feed(&fence, cases[i].bytes), cases[i].fault);
    }
}

/* Filler that can be passed over, around one thing of a length. */
static enum fence_fault
feed_among_short_tags(size_t depth, const char *before, char filler, size_t n,
                      const char *after)
{
    const struct fence_limits limits = {depth, 40, 40, 200, 200};
    struct fence fence = {.limits = &limits};
    struct strbuf sb = {0};
    enum fence_fault fault;

    strbuf_add_cstr(&sb, "<r>");
    for (int i = 0; i < 20; i++) {
        strbuf_add_cstr(&sb, "<c r='A1'><v>12</v></c>\n");
    }
    strbuf_add_cstr(&sb, before);
    for (size_t i = 0; i < n; i++) {
        strbuf_add_char(&sb, filler);
    }
    strbuf_add_cstr(&sb, after);
    for (int i = 0; i < 20; i++) {
        strbuf_add_cstr(&sb, "<c r='A1'><v>12</v></c>\n");
    }
    fault = fence_feed(&fence, strbuf_str(&sb));
    strbuf_clear(&sb);
    return fault;
}

static void
passing_over_short_tags_loses_no_limit(void **state)
{
    static const struct {
        const char *before;
        char filler;
        const char *after;
        size_t most;
        enum fence_fault fault;
    } cases[] = {
        {"<a ", '=', "/>", 40, FENCE_ATTRIBUTES},
        {"<", 'a', "/>", 39, FENCE_NAME},
        {"<a ", 'b', "=''/>", 40, FENCE_NAME},
        {"<a b='", 'c', "'/>", 191, FENCE_TOKEN},
        {"<a>", 'c', "</a>", 200, FENCE_TEXT},
        {"<!--", 'c', "-->", 193, FENCE_TOKEN},
        {"<!--", '<', "-->", 193, FENCE_TOKEN},
        {"<?c", '<', "?>", 195, FENCE_TOKEN},
        {"<a><![CDATA[", '<', "]]></a>", 191, FENCE_TEXT},
    };

    (void)state;
    for (size_t i = 0; i < N_ITEMS(cases); i++) {
        for (size_t n = 1; n < 2000; n++) {
            enum fence_fault read = feed_among_short_tags(
                SIZE_MAX, cases[i].before, cases[i].filler, n, cases[i].after);
            enum fence_fault passed = feed_among_short_tags(
                0, cases[i].before, cases[i].filler, n, cases[i].after);

            if (passed != (n > cases[i].most ? cases[i].fault : FENCE_OK) ||
                read != passed) {
                fail_msg("%s and %zu: read %d, passed over %d", cases[i].before,
                         n, (int)read, (int)passed);
            }
        }
    }
    assert_int_equal(feed_among_short_tags(0, "<!DOCTYPE ", 'a', 1, ">"),
                     FENCE_DTD);
}

static void
lines_are_counted_for_the_message(void **state)
{
    struct fence fence = {.limits = &fence_default_limits};

    (void)state;
    assert_int_equal(fence_feed(&fence, STR("<a>\n\n")), FENCE_OK);
    assert_int_equal(fence_feed(&fence, STR("\n<!DOCTYPE\n")), FENCE_DTD);
    assert_int_equal(fence.line, 3);
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_limit_holds_at_l_and_l_plus_one),
        cmocka_unit_test(markup_in_comments_and_cdata_is_not_counted),
        cmocka_unit_test(encodings_are_known_and_not_contradicted),
        cmocka_unit_test(passing_over_short_tags_loses_no_limit),
        cmocka_unit_test(lines_are_counted_for_the_message),
    };

    return cmocka_run_group_tests_name("fence", tests, NULL, NULL);
}
